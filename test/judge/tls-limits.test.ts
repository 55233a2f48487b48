import { describe, expect, it, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget } from './build.ts';

const OK = { controlsOk: true, require: null };
const REQ = 'certificate-required*';
const STRICT: Cell[] = ['closed-after-bytes', REQ, REQ, 'replied*'];
/** TLS that fails before any certificate. */
const BLIND: Cell[] = ['replied', 'closed-after-bytes', 'closed-after-bytes', 'closed-after-bytes'];
type Tls = NonNullable<EndpointPrediction['tls']>;

function judge(mode: Mode, cells: Cell[], tls: Tls, version?: string) {
  const observations = dials(...cells).map((one) => {
    if (!one.evidence || version === undefined) return one;
    return { ...one, evidence: { ...one.evidence, tls: { version, cipher: '', alpn: null } } };
  });
  return judgeEndpoint(endpointTarget(), endpointPrediction(mode, { tls }), observations, OK);
}

describe('the TLS that a sidecar accepts (istio-semantics 5.1)', () => {
  test.each<[string, Tls, string, string]>([
    ['1.2 under fips-140-2', { min: '1.2', max: '1.2' }, 'TLSv1.2', 'match'],
    ['1.3 under fips-140-2', { min: '1.2', max: '1.2' }, 'TLSv1.3', 'inconclusive not-in-force'],
    ['1.2 at a minimum of 1.3', { min: '1.3', max: '1.3' }, 'TLSv1.2', 'inconclusive not-in-force'],
    ['1.3 where both are allowed', { min: '1.2', max: '1.3' }, 'TLSv1.3', 'match'],
  ])('%s', (_name, tls, version, expected) => {
    const { verdict, doubt } = judge('STRICT', STRICT, tls, version);
    expect([verdict, doubt ?? []].flat().join(' ')).toBe(expected);
  });

  const narrow: Tls = { min: '1.3', max: '1.3', narrow: 'sidecars take X only' };
  test.each<Mode>(['PERMISSIVE', 'DISABLE'])('%s: no certificate says nothing where TLS may fail', (mode) => {
    expect(judge(mode, BLIND, narrow)).toMatchObject({
      verdict: 'inconclusive',
      doubt: 'unsupported',
      detail: 'Not evaluated: sidecars take X only, which the probe may not offer.',
    });
  });

  it('judges as usual once the mesh certificate was shown, and when plaintext got through', () => {
    expect(judge('STRICT', STRICT, narrow).verdict).toBe('match');
    expect(judge('STRICT', BLIND, narrow).verdict).toBe('open');
  });
});
