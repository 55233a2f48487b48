import type { PolicyIndex } from './policy-index.ts';

/** The DNS domain of the cluster, as a sidecar was told it (argument `--domain`); Kubernetes' default where no pod shows one. */
export function clusterDomain(index: PolicyIndex): string {
  for (const pod of index.pods) {
    for (const { name, args } of [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])]) {
      if (name !== 'istio-proxy' || !Array.isArray(args)) continue;
      const [, domain] = /\.svc\.([a-z0-9.-]{1,200})$/.exec(args[args.indexOf('--domain') + 1] ?? '') ?? [];
      if (domain) return domain;
    }
  }
  return 'cluster.local';
}
