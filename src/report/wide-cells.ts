import { explain } from '../judge/explain.ts';
import type { EndpointRow } from '../model/verdict.ts';
import { judgementsOf, type PortGroup } from './group.ts';
import { tally } from './words.ts';

/** The mode that the endpoints of a port show; `?` where the dials do not decide. */
export function observedCell(rows: readonly EndpointRow[]): string {
  return tally(rows.map(({ observed }) => observed ?? '?'));
}

/** The codes of what is found at a port, remarks on a match included. */
export function codesCell(group: PortGroup): string {
  const codes = judgementsOf(group).flatMap((judgement) => explain(judgement)?.code ?? []);
  return [...new Set(codes)].toSorted().join(', ') || '-';
}
