import type { Run } from '../model/run.ts';
import { VERDICTS } from '../model/verdict.ts';
import { count } from '../util/text.ts';

/** The last line: how much was probed, how it came out, how long it took. */
export function closingLine(run: Run): string {
  const endpoints = new Set(run.endpoints.map(({ target }) => target.ip)).size;
  const probed = `${count(run.endpoints.length, 'port')} on ${count(endpoints, 'endpoint')}`;
  const clients = `${count(run.services.length, 'Service port')} through a sidecar`;
  const verdicts = VERDICTS.filter((verdict) => run.counts[verdict] > 0);
  const outcome = verdicts.map((verdict) => `${run.counts[verdict]} ${verdict}`).join(', ');
  return `${probed}, ${clients}: ${outcome || 'nothing probed'} in ${(run.durationMs / 1000).toFixed(1)} s`;
}
