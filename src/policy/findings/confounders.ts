import type { AuthorizationPolicy, EnvoyFilter } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { Targets } from '../../model/target.ts';
import { selecting } from '../by-selector.ts';
import { listOf, textsOf } from '../client/untrusted.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

const LISTENER_PARTS: readonly unknown[] = ['LISTENER', 'FILTER_CHAIN', 'LISTENER_FILTER', 'NETWORK_FILTER'];
const INBOUND: readonly unknown[] = ['SIDECAR_INBOUND', 'ANY', undefined, null];
const BY_IDENTITY = ['principals', 'namespaces', 'serviceAccounts', 'trustDomains'];

/** MTLS315: EnvoyFilters that may change what a sidecar accepts (istio-semantics 8.5). */
export function filterFindings(index: PolicyIndex): Finding[] {
  return index.envoyfilters.flatMap((filter: EnvoyFilter) => {
    const parts = listOf(filter.spec?.configPatches)
      .filter(({ applyTo, match }) => {
        const context = isRecord(match) ? match['context'] : undefined;
        return LISTENER_PARTS.includes(applyTo) && INBOUND.includes(context);
      })
      .map(({ applyTo }) => String(applyTo));
    if (parts.length === 0) return [];
    const detail = `It patches ${[...new Set(parts)].toSorted().join(', ')}.`;
    return [{ code: 'MTLS315', objects: [referenceTo('EnvoyFilter', filter)], detail }];
  });
}

/** MTLS316: policies that go by identity, for ports that take plaintext too (istio-semantics 8.1). */
export function identityFindings(index: PolicyIndex, meshes: MeshSettings[], targets: Targets): Finding[] {
  return targets.endpoints.flatMap(({ namespace, pod: name, port }) => {
    const pod = index.podByName.get(`${namespace}/${name}`);
    const mesh = meshOfPod(meshes, pod);
    if (!pod || !mesh || serverPolicy(index, mesh, pod, port).mode !== 'PERMISSIVE') return [];
    const places = [...new Set([namespace, mesh.rootNamespace])];
    return places
      .flatMap((place) => selecting(index.authorizationPoliciesBySelector, place, pod.metadata?.labels ?? {}))
      .filter(asksForIdentity)
      .map((policy) => ({
        code: 'MTLS316' as const,
        objects: [referenceTo('AuthorizationPolicy', policy)],
        detail: `Port ${port} of pod ${namespace}/${name} is PERMISSIVE.`,
      }));
  });
}

function asksForIdentity({ spec }: AuthorizationPolicy): boolean {
  return listOf(spec?.rules).some(({ from }) =>
    listOf(from).some(({ source }) =>
      BY_IDENTITY.some((field) => isRecord(source) && textsOf(source[field]).length > 0),
    ),
  );
}
