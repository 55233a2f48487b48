import type { AuthorizationPolicy } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { Targets } from '../../model/target.ts';
import { IDENTITY, NOT_IDENTITY } from '../authorization-escape.ts';
import { selecting } from '../by-selector.ts';
import { listOf, textsOf } from '../client/untrusted.ts';
import { transportParts } from '../envoy-filters.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

const BY_IDENTITY = [...IDENTITY, ...NOT_IDENTITY];

/** MTLS315: EnvoyFilters that may change what a sidecar accepts or sends (istio-semantics 8.5). */
export function filterFindings(index: PolicyIndex): Finding[] {
  return index.envoyfilters.flatMap((filter) => {
    const parts = new Set([...transportParts(filter, 'inbound'), ...transportParts(filter, 'outbound')]);
    if (parts.size === 0) return [];
    const detail = `It patches ${[...parts].toSorted().join(', ')}.`;
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
