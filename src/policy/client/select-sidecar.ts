import type { Sidecar } from '../../model/istio.ts';
import { selects } from './find-rule.ts';

/**
 * The Sidecar object that holds for a client: in its namespace the oldest whose workloadSelector fits, then the oldest without one,
 * then the one without a selector in the root namespace (istio-semantics 3.1; pilot/pkg/model/push_context.go:doGetSidecarScope).
 */
export function selectSidecar(
  sidecars: readonly Sidecar[],
  client: { namespace: string; labels: Record<string, string> },
  rootNamespace: string,
): Sidecar | null {
  const oldest = [...sidecars].sort(byAge);
  const own = oldest.filter((sidecar) => sidecar.metadata?.namespace === client.namespace);
  const selected = own.find((sidecar) => {
    const selector = selectorOf(sidecar);
    return selector !== null && selects(selector, client.labels);
  });
  const general = (sidecar: Sidecar) => selectorOf(sidecar) === null;
  const root = oldest.find((sidecar) => sidecar.metadata?.namespace === rootNamespace && general(sidecar));
  return selected ?? own.find(general) ?? root ?? null;
}

function selectorOf(sidecar: Sidecar): Record<string, string> | null {
  const selector = sidecar.spec?.workloadSelector;
  return typeof selector === 'object' && selector !== null ? (selector.labels ?? {}) : null;
}

function byAge(a: Sidecar, b: Sidecar): number {
  return order(a.metadata?.creationTimestamp, b.metadata?.creationTimestamp) || order(a.metadata?.name, b.metadata?.name);
}

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
