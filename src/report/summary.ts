import type { Run } from '../model/run.ts';
import { VERDICTS } from '../model/verdict.ts';
import { count } from '../util/text.ts';

/** How much was probed, how it came out and how long it took, in one line. */
export function summary(run: Run): string {
  if (run.endpoints.length + run.services.length === 0) return `Nothing was probed in ${seconds(run)}`;
  const endpoints = new Set(run.endpoints.map(({ target }) => target.ip)).size;
  const ports = (rows: Run['endpoints'] | Run['services']) =>
    new Set(rows.map(({ target }) => target.id)).size;
  const probed = `${count(ports(run.endpoints), 'port')} on ${count(endpoints, 'endpoint')}`;
  const sources = run.sources.length > 1 ? `, from ${run.sources.length} sources` : '';
  const clients = `${count(ports(run.services), 'Service port')} through a sidecar${sources}`;
  const verdicts = VERDICTS.filter((verdict) => run.counts[verdict] > 0);
  const outcome = verdicts.map((verdict) => `${run.counts[verdict]} ${verdict}`).join(', ');
  return `${probed}, ${clients}: ${outcome} in ${seconds(run)}`;
}

function seconds({ durationMs }: Run): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
