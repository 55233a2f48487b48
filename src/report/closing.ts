import type { Run } from '../model/run.ts';
import { VERDICTS } from '../model/verdict.ts';
import { count, printable } from '../util/text.ts';
import { judgementsOf, type PortGroup } from './group.ts';
import { verdictCell } from './verdict-cell.ts';
import { wrap } from './wrap.ts';

/** Drifting ports named at the end; a long table has scrolled away by then. */
const NAMED = 10;

/** The last lines: which ports drift, how much was probed, how it came out, how long it took. */
export function closingLines(run: Run, groups: readonly PortGroup[], width: number): string[] {
  const drifting = groups.filter((group) =>
    judgementsOf(group).some(({ verdict }) => verdict !== 'match' && verdict !== 'inconclusive'),
  );
  const named = drifting
    .slice(0, NAMED)
    .map((group) => `${group.name}:${group.port} ${verdictCell(group).text}${from(group)}`);
  if (drifting.length > NAMED) named.push(`and ${drifting.length - NAMED} more`);
  const drift = named.length === 0 ? [] : wrap(printable(`Drift: ${named.join('; ')}`), width, 0);
  return [...drift, summary(run)];
}

function from({ source }: PortGroup): string {
  return source === null ? '' : ` from ${source}`;
}

function summary(run: Run): string {
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
