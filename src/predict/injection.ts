import type { MutatingWebhookConfiguration } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { selectorMatches } from '../util/label-selector.ts';

/** Labels that get a probe pod injected, and by which revision; or why none can be. */
export type Injection = { labels: Record<string, string>; revision: string } | { refused: string };

/** Namespaces that the injector itself leaves out (istio-semantics 4.3). */
export const IGNORED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/**
 * Which labels make the injection webhook take a probe pod in a namespace: the webhooks' own selectors are evaluated, first for the
 * label that asks for injection, then for each revision and tag by name (istio-semantics 4.3).
 */
export function probeLabels(index: PolicyIndex, meshes: MeshSettings[], namespace: string): Injection {
  if (IGNORED.includes(namespace)) return { refused: `Istio never injects into namespace ${namespace}` };
  const webhooks = injectionWebhooks(index);
  const fallback = meshes[0]?.revision ?? 'default';
  const ask = { 'sidecar.istio.io/inject': 'true' };
  if (!webhooks.length) {
    const unreadable = index.notes.some(({ resource }) => resource === 'mutatingwebhookconfigurations');
    return unreadable
      ? { labels: ask, revision: fallback }
      : { refused: 'there is no injection webhook in the cluster' };
  }
  const namespaceLabels: Record<string, string> = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  const named = webhooks.flatMap(({ metadata }) => {
    const { labels = {} } = metadata ?? {};
    return [labels['istio.io/tag'], labels['istio.io/rev']].filter((name) => name !== undefined);
  });
  const attempts = [ask, ...[...new Set(named)].toSorted().map((name) => ({ ...ask, 'istio.io/rev': name }))];
  for (const labels of attempts) {
    for (const { metadata, webhooks: rules } of webhooks) {
      const taken = (Array.isArray(rules) ? rules : []).some(
        (rule) =>
          selectorMatches(rule?.namespaceSelector, namespaceLabels) &&
          selectorMatches(rule?.objectSelector, labels),
      );
      if (!taken) continue;
      // OpenShift Service Mesh 2 has the revision in the name of the webhook only.
      const named = meshes.find((mesh) => metadata?.name === `istiod-${mesh.revision}-${mesh.namespace}`);
      const revision = metadata?.labels?.['istio.io/rev'] ?? named?.revision ?? fallback;
      return { labels, revision };
    }
  }
  const disabled =
    namespaceLabels['istio-injection'] === 'disabled' ? ' (label istio-injection=disabled)' : '';
  return { refused: `no injection webhook selects a pod in namespace ${namespace}${disabled}` };
}

/** The webhooks that inject sidecars; OpenShift Service Mesh 2 names its own istiod-MESH-NAMESPACE (istio-semantics 9.1). */
export function injectionWebhooks(index: PolicyIndex): MutatingWebhookConfiguration[] {
  return index.mutatingwebhookconfigurations.filter(({ metadata }) =>
    /^(istio-(sidecar-injector|revision-tag)|istiod-)/.test(metadata?.name ?? ''),
  );
}
