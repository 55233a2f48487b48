import type { EnvoyFilter } from '../model/istio.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Confounder } from '../model/prediction.ts';
import { selecting } from './by-selector.ts';
import { inRevision } from './client/in-revision.ts';
import { listOf } from './client/untrusted.ts';
import { isDiscovered } from './discovered.ts';
import { perWorkload } from './per-workload.ts';
import { byAge, keyOf, type PolicyIndex } from './policy-index.ts';
import { isRecord, referenceTo } from './well-formed.ts';

export type FilterSide = 'inbound' | 'outbound';

/** Parts that decide about transport; HTTP filters and routes come after it (istio-semantics 8.5). */
const TRANSPORT: readonly unknown[] = [
  'LISTENER',
  'FILTER_CHAIN',
  'LISTENER_FILTER',
  'NETWORK_FILTER',
  'CLUSTER',
  'BOOTSTRAP',
];
const CONTEXT = { inbound: 'SIDECAR_INBOUND', outbound: 'SIDECAR_OUTBOUND' } as const satisfies Record<
  FilterSide,
  string
>;

/** The parts of a sidecar that an EnvoyFilter changes and that decide what it accepts or sends, sorted. */
export function transportParts({ spec }: EnvoyFilter, side: FilterSide): string[] {
  // targetRefs name gateways and waypoints.
  if (listOf(spec?.targetRefs).length > 0) return [];
  const parts = listOf(spec?.configPatches).flatMap(({ applyTo, match, patch }) => {
    const context = (isRecord(match) ? match['context'] : null) ?? 'ANY';
    // A new cluster leaves those of Services as they are.
    const added = applyTo === 'CLUSTER' && isRecord(patch) && patch['operation'] === 'ADD';
    const concerns = applyTo === 'BOOTSTRAP' || context === 'ANY' || context === CONTEXT[side];
    return TRANSPORT.includes(applyTo) && concerns && !added ? [String(applyTo)] : [];
  });
  return [...new Set(parts)].toSorted();
}

/** The EnvoyFilters of its own and the root namespace that change what a workload's sidecar accepts or sends, oldest first. */
export function filtersOf(
  index: PolicyIndex,
  mesh: MeshSettings,
  { namespace, labels }: { namespace: string; labels: Readonly<Record<string, string>> },
  side: FilterSide,
): Confounder[] {
  return index.envoyfilters.length === 0 ? [] : ofSide[side](index, mesh, namespace, labels);
}

const ofSide = {
  inbound: perWorkload<Confounder[]>((...workload) => transportFilters('inbound', ...workload)),
  outbound: perWorkload<Confounder[]>((...workload) => transportFilters('outbound', ...workload)),
};

function transportFilters(
  side: FilterSide,
  index: PolicyIndex,
  mesh: MeshSettings,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): Confounder[] {
  return [...new Set([mesh.rootNamespace, namespace])]
    .filter((place) => isDiscovered(index, mesh, place))
    .flatMap((place) => selecting(index.envoyFiltersBySelector, place, labels))
    .filter((filter) => inRevision(filter, mesh))
    .sort(byAge)
    .flatMap((filter) => {
      const parts = transportParts(filter, side);
      if (parts.length === 0) return [];
      const what = `EnvoyFilter ${keyOf(filter)} patches ${parts.join(', ')}, and what that does to mTLS is not evaluated`;
      return [{ object: referenceTo('EnvoyFilter', filter), what }];
    });
}
