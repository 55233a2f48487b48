import { sourceName } from '../../../src/judge/source-name.ts';
import type { Run } from '../../../src/model/run.ts';

/** What a situation says about a run; rows are `POD PORT` and `SERVICE PORT`, with ` from SOURCE` where there are several, each with its words in a fixed order. */
export interface Expectation {
  exit: number;
  /** `verdict observed-mode cause-or-doubt`; `-` where there is none. */
  endpoints: Record<string, string>;
  /** `verdict encrypted cause-or-doubt`; encrypted is `mtls`, `plaintext` or `-`. */
  services: Record<string, string>;
}

/** A run in the terms of a situation. */
export function rowsOf(run: Run): Expectation {
  const endpoints = run.endpoints.map((row) => [
    endpointName(row, run),
    [row.verdict, row.observed ?? '-', row.cause ?? row.doubt ?? '-'].join(' '),
  ]);
  const services = run.services.map((row) => {
    const encrypted = row.encrypted === null ? '-' : row.encrypted ? 'mtls' : 'plaintext';
    return [serviceName(row, run), [row.verdict, encrypted, row.cause ?? row.doubt ?? '-'].join(' ')];
  });
  return {
    exit: run.exitCode,
    endpoints: Object.fromEntries(endpoints),
    services: Object.fromEntries(services),
  };
}

/** The outcome of every dial, by row: `tls-mesh` → `certificate-required`. */
export function outcomesOf(run: Run): Record<string, Record<string, string>> {
  const endpoints = run.endpoints.map((row) => [
    endpointName(row, run),
    Object.fromEntries(row.observations.map(({ dial, outcome }) => [dial, cutShort(row, outcome)])),
  ]);
  const services = run.services.map((row) => [
    `service ${serviceName(row, run)}`,
    { 'via-sidecar': row.observation?.outcome ?? '-' },
  ]);
  return Object.fromEntries([...endpoints, ...services]);
}

/** Where an application is down its sidecar now sends the alert and now ends the connection before that (measured.md section 1). */
function cutShort({ observations }: Run['endpoints'][number], outcome: string): string {
  const down = observations.some((one) => one.dial === 'mtls' && one.outcome === 'closed-after-bytes');
  const alert = outcome === 'certificate-required' || outcome === 'certificate-rejected';
  return down && alert ? 'closed-after-bytes' : outcome;
}

const endpointName = (row: Run['endpoints'][number], run: Run) =>
  `${row.target.pod ?? row.target.ip} ${row.target.port}${fromOf(row, run)}`;
/** How a row of a Service port is named. */
export const serviceName = (row: Run['services'][number], run: Run) =>
  `${row.target.service} ${row.target.port}${fromOf(row, run)}`;

/** Which source saw a row, where a run has several. */
function fromOf(
  { from = '', revision = null }: Pick<Run['services'][number], 'from' | 'revision'>,
  { sources }: Run,
) {
  return sources.length < 2 ? '' : ` from ${sourceName({ from, revision }, sources)}`;
}
