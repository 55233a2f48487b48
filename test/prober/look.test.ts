import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/model/observation.ts';
import type { Batch, Expectation } from '../../src/model/plan.ts';
import { readLook } from '../../src/prober/look.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';
import { batchFor, SPIFFE_ID } from '../support/tls/measure.ts';

const REPLIED = { bytes: 10, end: 'data' } as const;
const REFUSED = { connected: false, code: 'ECONNREFUSED', end: 'error' } as const;
const http = (status: number, upstream = true) => ({
  ...REPLIED,
  http: { status, server: 'envoy', upstream },
});
const counted = (connections: number, handshakes: number) => ({
  proxy: { clusters: [], connections, handshakes, endpoint: null },
});

function lookAt(
  dial: Batch['dials'][number],
  evidence: Partial<Evidence>,
  expected: Expectation | null = null,
) {
  const batch = batchFor(1, { dials: [dial], ...(expected && { expects: { [dial]: 0 } }) });
  const line = { type: 'result', target: batch.target, dial, evidence: evidenceOf(evidence) } as const;
  return readLook(batch, [line], expected ? [expected] : [], 5);
}
const via = (evidence: Partial<Evidence>, expected: Partial<Expectation>) =>
  lookAt('via-sidecar', evidence, { outcomes: ['replied'], ...expected });

describe('readLook', () => {
  it('takes anything where nothing is predicted, but for what may pass', () => {
    expect(lookAt('plaintext', REPLIED)).toMatchObject({ agrees: true, outcomes: ['replied'], at: 5 });
    expect(lookAt('plaintext', REFUSED)).toMatchObject({ agrees: false, passing: true });
  });

  it('goes by the outcomes that are predicted', () => {
    expect(lookAt('plaintext', REPLIED, { outcomes: ['closed-after-bytes'] }).agrees).toBe(false);
    expect(lookAt('plaintext', REPLIED, { outcomes: ['silent', 'replied'] }).agrees).toBe(true);
    expect(lookAt('plaintext', REFUSED, { outcomes: ['connection-refused'] })).toMatchObject({
      agrees: true,
      passing: false,
    });
  });

  it('holds two expected answers for the same, and two others only when they are', () => {
    const expected: Expectation = { outcomes: ['silent', 'replied'] };
    const signature = (evidence: Partial<Evidence>) => lookAt('tls-mesh', evidence, expected).signature;
    expect(signature(REPLIED)).toBe(signature({}));
    expect(signature({ end: 'eof' })).not.toBe(signature(REPLIED));
    const certificate = certificateOf([SPIFFE_ID]);
    expect(signature({ end: 'eof', certificate })).not.toBe(signature({ end: 'eof' }));
  });

  it('looks at a 503 of the own proxy again, unless no endpoint is to be reached', () => {
    expect(via(http(503, false), { reached: 'all' })).toMatchObject({ agrees: false, passing: true });
    expect(via(http(503, false), { reached: 'none' })).toMatchObject({ agrees: true, passing: false });
    expect(via(http(503, false), { reached: 'some' })).toMatchObject({ agrees: true, passing: false });
    expect(via(http(503, false), {}).passing).toBe(true);
    expect(via(http(503), { reached: 'all' })).toMatchObject({ agrees: true, passing: false });
    expect(via(http(200), { reached: 'none' })).toMatchObject({ agrees: false, passing: false });
  });

  it('looks again where the counters do not show the encryption that is predicted', () => {
    expect(via({ ...http(200), ...counted(1, 1) }, { encrypted: true }).agrees).toBe(true);
    expect(via({ ...http(200), ...counted(1, 0) }, { encrypted: true }).agrees).toBe(false);
    expect(via({ ...http(200), ...counted(1, 1) }, { encrypted: false }).agrees).toBe(false);
    expect(via({ ...http(200), proxy: null }, { encrypted: true }).agrees).toBe(true);
  });

  it('knows an answer over a connection that the own proxy had already', () => {
    expect(via({ ...http(200), ...counted(0, 0) }, {}).pooled).toBe(true);
    expect(via({ ...http(200), ...counted(1, 1) }, {}).pooled).toBe(false);
    expect(via({ ...http(503, false), ...counted(0, 0) }, {}).pooled).toBe(false);
    expect(via({ ...REPLIED, ...counted(0, 0) }, {}).pooled).toBe(false);
  });

  it('counts nothing that was left out on purpose', () => {
    const batch = batchFor(1, { dials: ['plaintext'], expects: { plaintext: 0 } });
    const line = { type: 'not-run', target: 't', dial: 'plaintext', reason: 'database-port' } as const;
    expect(readLook(batch, [line], [{ outcomes: ['replied'] }], 0)).toMatchObject({
      agrees: true,
      outcomes: ['not-run'],
    });
  });
});
