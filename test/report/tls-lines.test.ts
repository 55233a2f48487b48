import { describe, expect, it, test } from 'vitest';
import { timeLeft } from '../../src/report/time-left.ts';
import { tlsLines } from '../../src/report/tls-lines.ts';
import { MESH, observation } from '../judge/build.ts';
import { endpoint } from './build-run.ts';

const details = {
  accepted: [
    { version: 'TLSv1.2', ciphers: ['A', 'B'] },
    { version: 'TLSv1.3', ciphers: ['C'] },
  ],
  complete: true,
};

function pod(name: string, change: Partial<typeof details> = {}) {
  const row = endpoint({ pod: name, ip: '10.0.0.1', port: 8080, declared: 'STRICT', cells: [] }, null);
  const seen = { certificate: MESH, details: { ...details, ...change } };
  row.observations.push(observation('tls-details', 'silent*', row.target.id, seen));
  return row;
}

const lines = (...endpoints: ReturnType<typeof pod>[]) =>
  tlsLines(
    { name: 'web', inService: true, port: 80, portName: null, source: null, endpoints, service: null },
    '2026-12-31T00:00:00.000Z',
    200,
  );

describe('with --tls-details the table says what pods take', () => {
  it('once for pods that are alike', () => {
    expect(lines(pod('a'), pod('b'), pod('c', { complete: false }))).toEqual([
      '    TLS of 2 pods: TLS 1.2 with A, B; TLS 1.3 with C. Certificate spiffe://cluster.local/ns/shop/sa/web, RSA 2048, valid for 24 h.',
      '    TLS of pod c: TLS 1.2 with A, B; TLS 1.3 with C; not listed to the end. Certificate spiffe://cluster.local/ns/shop/sa/web, RSA 2048, valid for 24 h.',
    ]);
  });

  it('and nothing where it was not asked', () => {
    expect(
      lines(endpoint({ pod: 'a', ip: '10.0.0.1', port: 1, declared: 'STRICT', cells: [] }, null)),
    ).toEqual([]);
  });
});

test.each([
  ['2026-01-01T00:00:00Z', 'no longer'],
  ['2026-01-02T00:20:30Z', '21 min'],
  ['2026-01-02T23:45:00Z', '24 h'],
  ['2026-01-12T00:00:00Z', '10 days'],
  ['', 'unknown'],
])('until %s: %s', (until, left) => {
  expect(timeLeft(until, '2026-01-02T00:00:00Z')).toBe(left);
});
