import { describe, expect, it, test } from 'vitest';
import { judgeEndpoint } from '../../../src/judge/endpoint.ts';
import { trustedClock } from '../../../src/judge/shown/validity.ts';
import { dials, endpointPrediction, endpointTarget, MESH } from '../build.ts';

const REQ = 'certificate-required*';
const AFTER = Date.parse(MESH.notAfter) + 3_600_000;
const BEFORE = Date.parse(MESH.notBefore) - 3_600_000;
const WITHIN = Date.parse(MESH.notBefore) + 3_600_000;

function judge(now: number | null, plaintext: 'closed-after-bytes' | 'replied' = 'closed-after-bytes') {
  const seen = dials(plaintext, REQ, REQ, 'replied*');
  const context = { controlsOk: true, require: null, now };
  return judgeEndpoint(endpointTarget(), endpointPrediction('STRICT'), seen, context);
}

describe('a certificate that mesh clients refuse', () => {
  test.each([
    ['expired', AFTER],
    ['not valid yet', BEFORE],
  ])('%s: no match', (_name, now) => {
    expect(judge(now)).toMatchObject({ verdict: 'inconclusive', doubt: 'identity' });
    expect(judge(now, 'replied').verdict).toBe('open');
  });

  it('is judged by a clock only', () => {
    expect(judge(null).verdict).toBe('match');
    expect(judge(WITHIN).verdict).toBe('match');
  });
});

describe('the clock of this machine', () => {
  it('is believed where the probe’s own certificate is valid by it, or none is known', () => {
    expect(trustedClock(WITHIN, [MESH, undefined])).toBe(WITHIN);
    expect(trustedClock(AFTER, [undefined])).toBe(AFTER);
  });

  it('is not believed where a certificate that was just given would have expired', () => {
    expect(trustedClock(AFTER, [MESH])).toBeNull();
    expect(trustedClock(BEFORE, [MESH])).toBeNull();
  });
});
