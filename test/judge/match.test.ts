import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Mode } from '../../src/model/policy.ts';
import { type Cell, dials, endpointPrediction, endpointTarget } from './build.ts';

/** All that a dial can plausibly meet. A wrong `match` is the worst that can be printed, so all combinations are tried. */
const PLAINTEXT: Cell[] = [
  'replied',
  'denied',
  'closed-after-bytes',
  'silent',
  'unreachable',
  'not-run',
  'spared',
];
const TLS: Cell[] = [
  'certificate-required*',
  'closed-after-bytes*',
  'certificate-required+',
  'application-tls!',
  'not-tls',
  'closed-after-bytes',
  'silent',
  'unreachable',
  'not-run',
];
const MTLS: Cell[] = [
  'replied*',
  'silent*',
  'closed-after-bytes*',
  'certificate-rejected*',
  'replied!',
  'application-tls+',
  'closed-after-bytes',
  'silent',
  'not-run',
];
const ALL = PLAINTEXT.flatMap((plaintext) =>
  TLS.flatMap((tlsMesh) =>
    TLS.flatMap((tlsPlain) => MTLS.map((mtls) => [plaintext, tlsMesh, tlsPlain, mtls] as const)),
  ),
);
const mesh = (cell: Cell) => cell.endsWith('*');

function matches(declared: Mode, effective: Mode | 'NONE'): (typeof ALL)[number][] {
  const prediction = endpointPrediction(declared, {
    effective,
    cause: effective === 'NONE' ? 'no-sidecar' : null,
  });
  const target = endpointTarget('TCP');
  const context = { controlsOk: true, require: null };
  return ALL.filter(
    (cells) => judgeEndpoint(target, prediction, dials(...cells), context).verdict === 'match',
  );
}

describe('a match in all combinations of four outcomes', () => {
  it('STRICT: plaintext closed, the mesh certificate on both TLS dials, mTLS through', () => {
    const found = matches('STRICT', 'STRICT');
    expect(found.length).toBeGreaterThan(0);
    for (const [plaintext, tlsMesh, tlsPlain, mtls] of found) {
      expect(['closed-after-bytes', 'spared']).toContain(plaintext);
      expect([mesh(tlsMesh), mesh(tlsPlain)]).toEqual([true, true]);
      expect(['replied*', 'silent*', 'closed-after-bytes*']).toContain(mtls);
    }
  });

  it('PERMISSIVE: mTLS through, the mesh certificate with the ALPN of Istio only, and an answer without it', () => {
    const found = matches('PERMISSIVE', 'PERMISSIVE');
    expect(found.length).toBeGreaterThan(0);
    for (const [plaintext, tlsMesh, tlsPlain, mtls] of found) {
      expect([mesh(tlsMesh), mesh(tlsPlain), mesh(mtls)]).toEqual([true, false, true]);
      const answers = [
        /^(replied|denied)/.test(plaintext),
        /^(application-tls|not-tls|certificate-required)/.test(tlsPlain),
      ];
      expect(answers).toContain(true);
    }
  });

  it('DISABLE and no proxy: no mesh certificate anywhere, and an answer', () => {
    const found = [...matches('DISABLE', 'DISABLE'), ...matches('PERMISSIVE', 'NONE')].filter(
      ([, tlsMesh]) => !mesh(tlsMesh),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const [plaintext, tlsMesh, tlsPlain, mtls] of found) {
      expect([mesh(tlsMesh), mesh(tlsPlain)]).toEqual([false, false]);
      expect(['replied*', 'silent*']).not.toContain(mtls);
      const answers = [plaintext, tlsMesh, tlsPlain].map((cell) =>
        /^(replied|denied|application-tls|not-tls|certificate-required)/.test(cell),
      );
      expect(answers).toContain(true);
    }
  });
});
