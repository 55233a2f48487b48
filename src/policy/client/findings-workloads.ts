import type { Targets } from '../../model/target.ts';
import type { Finding } from '../findings/finding.ts';
import { keyOf, type PolicyIndex } from '../policy-index.ts';
import { selects } from './find-rule.ts';
import { hasProxy, isRouter } from './has-proxy.ts';
import { listOf, text, textMap } from './untrusted.ts';

/** MTLS211: pods of the targets whose label tells clients something else than their containers do (istio-semantics 3.4). */
export function labelFindings(index: PolicyIndex, targets: Targets): Finding[] {
  const names = new Set(targets.endpoints.map(({ namespace, pod }) => `${namespace}/${pod}`));
  return [...names].flatMap((name) => {
    const pod = index.podByName.get(name);
    if (!pod || isRouter(pod)) return [];
    const label = pod.metadata?.labels?.['security.istio.io/tlsMode'];
    const proxied = hasProxy(pod);
    if (proxied === (label === 'istio')) return [];
    const detail = proxied
      ? `Pod ${name} has a sidecar, and its label is ${label ?? 'missing'}.`
      : `Pod ${name} has no sidecar, and its label is istio.`;
    const { namespace = '', name: podName = '' } = pod.metadata ?? {};
    return [{ code: 'MTLS211', objects: [{ kind: 'Pod', namespace, name: podName }], detail }];
  });
}

/** MTLS208: ServiceEntries that lead to pods with a sidecar and are not MESH_INTERNAL (istio-semantics 3.4). */
export function entryFindings(index: PolicyIndex): Finding[] {
  return index.serviceentries.flatMap((object) => {
    const { namespace = '', name = '' } = object.metadata ?? {};
    if (object.spec?.location === 'MESH_INTERNAL') return [];
    const selector = textMap(object.spec?.workloadSelector?.labels);
    const selected = Object.keys(selector).length > 0 ? (index.podsByNamespace.get(namespace) ?? []) : [];
    const pods = [
      ...selected.filter((pod) => selects(selector, pod.metadata?.labels ?? {})),
      ...listOf(object.spec?.endpoints).flatMap(({ address }) => index.podsByIp.get(text(address)) ?? []),
    ];
    const inside = pods.find(hasProxy);
    if (!inside) return [];
    const detail = `ServiceEntry ${namespace}/${name} leads to pod ${keyOf(inside)}, which has a sidecar.`;
    return [{ code: 'MTLS208', objects: [{ kind: 'ServiceEntry', namespace, name }], detail }];
  });
}
