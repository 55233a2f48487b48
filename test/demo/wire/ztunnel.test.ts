import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../../src/model/observation.ts';
import { dialWire, startTestWire, wordsFor } from './dials.ts';

const DIALS = ['silent', 'plaintext', 'tls-mesh', 'tls-plain', 'hbone', 'hbone-certless'] as const;
const ID = '10.0.0.5:8080';

async function dialsAt(endpoint: string, id = ID, speak: 'http' | 'token' = 'http') {
  const wire = await startTestWire(`endpoints: { ${ID}: ${endpoint} }`);
  return dialWire(wire, id, [...DIALS], speak);
}

/** The answer to CONNECT before what was said in the tunnel. */
function hboneWords(evidence: Evidence | undefined): string {
  const words = wordsFor(evidence);
  return `${evidence?.connectStatus}, ${words}`;
}

/** measured.md section 6. */
describe('ztunnel', () => {
  test.each<[string, string, 'http' | 'token', string[]]>([
    [
      'STRICT',
      '{ sidecar: none, ztunnel: STRICT, app: http, account: shop/web }',
      'http',
      ['eof', 'eof', 'eof', 'eof', '200, mesh certificate, 200', 'mesh certificate, alert 116'],
    ],
    [
      'PERMISSIVE',
      '{ sidecar: none, ztunnel: PERMISSIVE, app: echo, account: shop/web }',
      'token',
      [
        'timeout',
        'bytes',
        'not TLS',
        'not TLS',
        '200, mesh certificate, bytes',
        'mesh certificate, alert 116',
      ],
    ],
    [
      'PERMISSIVE, an application that greets',
      '{ sidecar: none, ztunnel: PERMISSIVE, app: server-first }',
      'token',
      ['bytes', 'bytes', 'not TLS', 'not TLS', '200, mesh certificate, bytes', 'mesh certificate, alert 116'],
    ],
    [
      'PERMISSIVE, nothing listens',
      '{ sidecar: none, ztunnel: PERMISSIVE, app: down }',
      'http',
      ['eof', 'eof', 'eof', 'eof', '503, mesh certificate, data', 'mesh certificate, alert 116'],
    ],
    [
      'denied by an AuthorizationPolicy',
      '{ sidecar: none, ztunnel: PERMISSIVE, app: http, fault: denied }',
      'http',
      ['eof', 'eof', 'eof', 'eof', '401, mesh certificate, data', 'mesh certificate, alert 116'],
    ],
    [
      'denied without an identity',
      '{ sidecar: none, ztunnel: PERMISSIVE, app: http, fault: denied-plaintext }',
      'http',
      ['eof', 'eof', 'eof', 'eof', '200, mesh certificate, 200', 'mesh certificate, alert 116'],
    ],
  ])('%s', async (_name, endpoint, speak, expected) => {
    const seen = await dialsAt(endpoint, ID, speak);
    const words = DIALS.map((dial) => (dial === 'hbone' ? hboneWords(seen[dial]) : wordsFor(seen[dial])));
    expect(words).toEqual(expected);
  });
});
