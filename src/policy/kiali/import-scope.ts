import { egressOf } from '../client/egress-scope.ts';
import type { KialiView } from './view.ts';

/** Whether the Sidecar for all workloads of a namespace lets them see what another namespace exports (Kiali 2.31). */
export function importsRulesOf({ index }: KialiView, namespace: string, other: string): boolean {
  if (namespace === other) return true;
  const general = index.sidecars.find(
    ({ metadata, spec }) => metadata?.namespace === namespace && spec?.workloadSelector === undefined,
  );
  return egressOf(general ?? null).some(({ hosts }) =>
    hosts.some(({ namespace: imported }) => imported === '*' || imported === other),
  );
}
