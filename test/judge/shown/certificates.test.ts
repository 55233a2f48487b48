import { describe, expect, it, test } from 'vitest';
import { certificateFindings } from '../../../src/judge/shown/certificates.ts';
import type { PeerCertificate } from '../../../src/model/observation.ts';
import type { EndpointRow } from '../../../src/model/verdict.ts';
import {
  type Cell,
  dials,
  endpointPrediction,
  endpointTarget,
  FOREIGN,
  MESH,
  observation,
} from '../build.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const LIFE = { notBefore: '2026-06-01T00:00:00.000Z', notAfter: '2026-06-02T00:00:00.000Z' };

function row(shown: PeerCertificate, cell: Cell = 'certificate-required*'): EndpointRow {
  const observations = [observation('tls-mesh', cell, undefined, { certificate: shown })];
  const target = endpointTarget();
  const judged = { verdict: 'match', cause: null, doubt: null, detail: '' } as const;
  return { target, prediction: endpointPrediction('STRICT'), observed: 'STRICT', observations, ...judged };
}

const found = (rows: EndpointRow[], now: number | null = NOW) =>
  certificateFindings(rows, now).map(({ code, detail }) => `${code} ${detail}`);

describe('the certificates that pods show', () => {
  it('are of the pod, of the CA, and valid', () => {
    expect(found([row({ ...MESH, ...LIFE })])).toEqual([]);
  });

  it('name another service account, or come from another CA', () => {
    expect(found([row(FOREIGN, 'certificate-required!')])).toEqual([
      'MTLS601 Port 8080 shows spiffe://cluster.local/ns/shop/sa/other; it runs as ns/shop/sa/web.',
    ]);
    const other = { ...MESH, trusted: false, issuer: 'O=elsewhere' };
    expect(found([row(other, 'certificate-required!')])).toEqual([
      'MTLS602 Port 8080 shows spiffe://cluster.local/ns/shop/sa/web, issued by O=elsewhere.',
    ]);
  });

  test.each([
    // Clocks may differ by five minutes.
    ['2026-06-01T11:56:00.000Z', ['MTLS604']],
    ['2026-06-01T11:54:00.000Z', ['MTLS603']],
    ['2026-06-01T15:59:00.000Z', ['MTLS604']],
    ['2026-06-01T16:01:00.000Z', []],
  ])('until %s: %s', (notAfter, codes) => {
    const seen = certificateFindings([row({ ...MESH, ...LIFE, notAfter })], NOW);
    expect(seen.map(({ code }) => code)).toEqual(codes);
    expect(seen.every(({ objects }) => objects[0]?.name === 'web-1')).toBe(true);
  });

  it('are not valid yet', () => {
    const certificate = { ...MESH, ...LIFE, notBefore: '2026-06-01T12:06:00.000Z' };
    expect(found([row(certificate)])[0]).toContain('MTLS603 The certificate of the sidecar is valid from');
  });

  it('are told of once, and not at all without a clock', () => {
    const expired = { ...MESH, ...LIFE, notAfter: '2026-06-01T01:00:00.000Z' };
    const twice = row(expired);
    twice.observations.push(...dials('closed-after-bytes'), ...row(expired).observations);
    expect(found([twice])).toHaveLength(1);
    expect(found([twice], null)).toEqual([]);
  });
});
