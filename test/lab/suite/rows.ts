import type { Run } from '../../../src/model/run.ts';

/** What a fixture says about a run; rows are `POD PORT` and `SERVICE PORT`, each with its words in a fixed order. */
export interface Expectation {
  exit: number;
  /** `verdict observed-mode cause-or-doubt`; `-` where there is none. */
  endpoints: Record<string, string>;
  /** `verdict encrypted cause-or-doubt`; encrypted is `mtls`, `plaintext` or `-`. */
  services: Record<string, string>;
}

/** A run in the terms of a fixture. */
export function rowsOf(run: Run): Expectation {
  const endpoints = run.endpoints.map((row) => [
    `${row.target.pod ?? row.target.ip} ${row.target.port}`,
    [row.verdict, row.observed ?? '-', row.cause ?? row.doubt ?? '-'].join(' '),
  ]);
  const services = run.services.map((row) => {
    const encrypted = row.encrypted === null ? '-' : row.encrypted ? 'mtls' : 'plaintext';
    return [
      `${row.target.service} ${row.target.port}`,
      [row.verdict, encrypted, row.cause ?? row.doubt ?? '-'].join(' '),
    ];
  });
  return {
    exit: run.exitCode,
    endpoints: Object.fromEntries(endpoints),
    services: Object.fromEntries(services),
  };
}
