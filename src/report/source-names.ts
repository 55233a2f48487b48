import { sourceName } from '../judge/source-name.ts';
import type { Run } from '../model/run.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';

/** How the source of a row is called; null for all where there is but one. */
export function namesOfSources({ sources, from }: Run): (row: EndpointRow | ServiceRow) => string | null {
  if (sources.length < 2) return () => null;
  return (row) => sourceName({ from: row.from ?? from, revision: row.revision ?? null }, sources);
}
