import type { Sidecar } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { isDiscovered } from '../discovered.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import { selects } from './find-rule.ts';
import { inRevision } from './in-revision.ts';
import { textMap } from './untrusted.ts';

/**
 * The Sidecar object that holds for a client: in its namespace the oldest whose workloadSelector fits, then the oldest without one,
 * then the one without a selector in the root namespace (istio-semantics 3.1; pilot/pkg/model/push_context.go:doGetSidecarScope).
 */
export function selectSidecar(
  index: PolicyIndex,
  client: { namespace: string; labels: Record<string, string> },
  mesh: MeshSettings,
): Sidecar | null {
  const places = [client.namespace, mesh.rootNamespace].filter((place) => isDiscovered(index, mesh, place));
  const oldest = index.sidecars
    .filter((sidecar) => places.includes(sidecar.metadata?.namespace ?? '') && inRevision(sidecar, mesh))
    .sort(byAge);
  const own = oldest.filter((sidecar) => sidecar.metadata?.namespace === client.namespace);
  const selected = own.find((sidecar) => {
    const selector = selectorOf(sidecar);
    return selector !== null && selects(selector, client.labels);
  });
  const general = (sidecar: Sidecar) => selectorOf(sidecar) === null;
  const root = oldest.find(
    (sidecar) => sidecar.metadata?.namespace === mesh.rootNamespace && general(sidecar),
  );
  return selected ?? own.find(general) ?? root ?? null;
}

function selectorOf(sidecar: Sidecar): Record<string, string> | null {
  const selector: unknown = sidecar.spec?.workloadSelector;
  return isRecord(selector) ? textMap(selector.labels) : null;
}
