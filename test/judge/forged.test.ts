import { describe, expect, it, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { UNTRUSTED_DIALS, type UntrustedDial } from '../../src/model/plan.ts';
import type { Mode } from '../../src/model/policy.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';

const OK = { controlsOk: true, require: null };
const REQ = 'certificate-required*';
const STRICT: Cell[] = ['closed-after-bytes', REQ, REQ, 'replied*'];
const PERMISSIVE: Cell[] = ['replied', REQ, 'closed-after-bytes', 'replied*'];

function judge(mode: Mode, cells: Cell[], forged: Cell, dial: UntrustedDial = 'mtls-untrusted') {
  const seen = [...dials(...cells), observation(dial, forged)];
  return judgeEndpoint(endpointTarget(), endpointPrediction(mode), seen, OK);
}

describe('a certificate that the mesh did not issue', () => {
  test.each(UNTRUSTED_DIALS)('%s: an answer in it is drift with a cause of its own', (dial) => {
    for (const [mode, cells] of [['STRICT', STRICT] as const, ['PERMISSIVE', PERMISSIVE] as const]) {
      for (const forged of ['replied*', 'denied*'] as const) {
        expect(judge(mode, cells, forged, dial)).toMatchObject({
          verdict: 'open',
          cause: 'identity-unverified',
          detail: expect.stringContaining('was accepted as one of the mesh'),
        });
      }
    }
  });

  test.each<Cell>(['certificate-rejected*', 'certificate-required*', 'closed-after-bytes*', 'not-run'])(
    '%s changes nothing',
    (forged) => {
      expect(judge('STRICT', STRICT, forged)).toMatchObject({ verdict: 'match', cause: null });
      expect(judge('PERMISSIVE', PERMISSIVE, forged)).toMatchObject({ verdict: 'match', cause: null });
    },
  );

  it('neither refused nor answered proves nothing', () => {
    expect(judge('STRICT', STRICT, 'silent*')).toMatchObject({
      verdict: 'inconclusive',
      doubt: 'contradiction',
    });
  });

  it('leaves the application’s own TLS and plaintext that was answered as they are', () => {
    expect(judge('STRICT', STRICT, 'application-tls+').verdict).toBe('match');
    const open: Cell[] = ['replied', REQ, REQ, 'replied*'];
    expect(judge('STRICT', open, 'replied*')).toMatchObject({ verdict: 'open', cause: 'unknown' });
  });
});
