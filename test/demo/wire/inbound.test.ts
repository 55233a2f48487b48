import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../src/model/plan.ts';
import { dialWire, startTestWire, wordsFor } from './dials.ts';

const DIALS = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'] as const;

/** Sidecar, class, application, what is said; then what each dial of measured.md section 2 saw. */
const ROWS: [string, string, string, Batch['speak'], string[]][] = [
  [
    'STRICT',
    'HTTP',
    'http',
    'http',
    ['reset', 'mesh certificate, alert 116', 'mesh certificate, alert 116', 'mesh certificate, 200'],
  ],
  [
    'STRICT',
    'TCP',
    'echo',
    'token',
    ['reset', 'mesh certificate, alert 116', 'mesh certificate, alert 116', 'mesh certificate, bytes'],
  ],
  [
    'STRICT',
    'AUTO',
    'server-first',
    'token',
    ['reset', 'mesh certificate, alert 116', 'mesh certificate, alert 116', 'mesh certificate, bytes'],
  ],
  [
    'PERMISSIVE',
    'HTTP',
    'http',
    'http',
    ['200', 'mesh certificate, alert 116', 'reset', 'mesh certificate, 200'],
  ],
  [
    'PERMISSIVE',
    'TCP',
    'echo',
    'token',
    ['bytes', 'mesh certificate, alert 116', 'not TLS', 'mesh certificate, bytes'],
  ],
  [
    'PERMISSIVE',
    'TCP',
    'tls',
    'token',
    ['eof', 'mesh certificate, alert 116', 'app certificate, bytes', 'mesh certificate, bytes'],
  ],
  ['DISABLE', 'HTTP', 'http', 'http', ['200', 'not TLS', 'not TLS', 'not TLS']],
  ['DISABLE', 'TCP', 'server-first', 'token', ['bytes', 'not TLS', 'not TLS', 'not TLS']],
  ['none', 'HTTP', 'http', 'http', ['200', 'not TLS', 'not TLS', 'not TLS']],
  [
    'none',
    'UNDECLARED',
    'tls-client-cert',
    'token',
    ['eof', 'app certificate, alert 116', 'app certificate, alert 116', 'app certificate, closed'],
  ],
  [
    'STRICT',
    'HTTP',
    'down',
    'http',
    ['reset', 'mesh certificate, alert 116', 'mesh certificate, alert 116', 'mesh certificate, 503'],
  ],
  [
    'STRICT',
    'TCP',
    'down',
    'token',
    ['reset', 'mesh certificate, closed', 'mesh certificate, closed', 'mesh certificate, closed'],
  ],
  ['none', 'TCP', 'down', 'token', ['error', 'error', 'error', 'error']],
];

describe('an endpoint of the wire', () => {
  it.each(ROWS)('%s %s %s', async (sidecar, portClass, app, speak, expected) => {
    const wire = await startTestWire(
      `endpoints: { 10.0.0.5:8080: { sidecar: ${sidecar}, class: ${portClass}, app: ${app}, account: shop/web } }`,
    );
    const seen = await dialWire(wire, '10.0.0.5:8080', [...DIALS], speak);
    expect(DIALS.map((dial) => wordsFor(seen[dial]))).toEqual(expected);
  });
});
