import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Run } from '../../src/model/run.ts';
import { jsonText } from '../../src/report/json.ts';
import { asRun } from './run-schema.ts';

/** Situations whose run on the embedded mesh is kept in fixtures/runs, for the tests of the formats. */
export const SAVED_RUNS = [
  'a10-strict-under-disable',
  'a13-unset',
  'a23-gateway',
  'b05-mixed-replicas',
  'b08-ipv6-only-service',
  'b18-pod-security',
  'c27-xds-permissive',
  'd05-mysql-permissive',
  'declared-mtls-sent-plaintext',
  'envoy-filter',
  'excepted',
  'h14-deny-one',
  'network-policy',
  'required',
  'shop',
];

export function savedFile(name: string): string {
  return resolve('fixtures/runs', `${name}.json`);
}

export function savedRun(name: string): Run {
  return asRun(JSON.parse(readFileSync(savedFile(name), 'utf8')));
}

/** The document of a run without what differs from one run to the next: ids, times, certificates, and how a connection was cut. */
export function savedText(run: Run): string {
  const steady = { ...run, id: '00000000', startedAt: '2026-01-01T00:00:00.000Z', durationMs: 2400 };
  return jsonText(JSON.parse(JSON.stringify(steady), normalised));
}

const TIMES = ['connect', 'handshake', 'total'];

function normalised(key: string, value: unknown): unknown {
  if (TIMES.includes(key) && typeof value === 'number') return 1;
  if (key === 'certificate') return null;
  // How often it was looked again hangs on the load of the machine.
  if (key === 'looks') return undefined;
  if (key === 'first') return '';
  if (key === 'bytes' && typeof value === 'number') return Math.min(value, 1);
  // How a connection ended, and what was written before, is a race with the other side; the cipher hangs on the processor.
  if (key === 'end' && typeof value === 'string') return 'eof';
  if (key === 'wrote') return 0;
  if (key === 'cipher') return '';
  if (key === 'code' && value === 'ECONNRESET') return null;
  if (key === 'attempts') return 1;
  // Names of probe pods and Jobs carry the id of the run, and those of pods an end of their own.
  return typeof value === 'string'
    ? value
        .replace(/mtls-verify-[0-9a-f]{8}-/g, 'mtls-verify-00000000-')
        .replace(/(sidecar-\d+)-\w+/g, '$1-00000')
    : value;
}
