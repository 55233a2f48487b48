import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { judgeService } from '../../src/judge/service.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { Confounder } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, evidence, observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const OK = { controlsOk: true, require: null };
const FILTER: Confounder = {
  object: { kind: 'EnvoyFilter', namespace: 'shop', name: 'f' },
  what: 'EnvoyFilter shop/f patches LISTENER',
};
const TOKENS: Confounder = {
  object: { kind: 'RequestAuthentication', namespace: 'shop', name: 'jwt' },
  what: 'RequestAuthentication shop/jwt may answer 401',
};
const REQ = 'certificate-required*';
const GOOD: Cell[] = ['closed-after-bytes', REQ, REQ, 'replied*'];

function judge(mode: Mode, cells: Cell[], confounders: Confounder[], portClass: 'HTTP' | 'TCP' = 'HTTP') {
  return judgeEndpoint(
    endpointTarget(portClass),
    endpointPrediction(mode, { confounders }),
    dials(...cells),
    OK,
  );
}

describe('a port behind an EnvoyFilter', () => {
  it('matches where all was seen, with a remark', () => {
    const { verdict, cause, detail } = judge('STRICT', GOOD, [FILTER]);
    expect([verdict, cause]).toEqual(['match', 'envoy-filter']);
    expect(detail).toBe('Plaintext was refused, mTLS was accepted. EnvoyFilter shop/f patches LISTENER.');
  });

  it.each<[string, Mode, Cell[], 'HTTP' | 'TCP']>([
    ['mTLS was not part of the run', 'STRICT', ['closed-after-bytes', REQ, REQ], 'HTTP'],
    ['plaintext was spared', 'STRICT', ['spared', REQ, REQ, 'replied*'], 'TCP'],
    [
      'mTLS was accepted and cut short',
      'STRICT',
      ['closed-after-bytes', REQ, REQ, 'closed-after-bytes*'],
      'TCP',
    ],
    ['plaintext was silent', 'PERMISSIVE', ['silent', REQ, 'application-tls+', 'replied*'], 'TCP'],
  ])('does not match where %s', (_name, mode, cells, portClass) => {
    expect(judge(mode, cells, [], portClass).verdict).toBe('match');
    const row = judge(mode, cells, [FILTER], portClass);
    expect([row.verdict, row.doubt]).toEqual(['inconclusive', 'unsupported']);
    expect(row.detail).toContain('EnvoyFilter shop/f');
  });

  it('drifts for that cause where nothing else explains it', () => {
    const row = judge('STRICT', ['replied', REQ, 'not-tls', 'replied*'], [FILTER]);
    expect([row.verdict, row.cause]).toEqual(['open', 'envoy-filter']);
  });
});

describe('a port with a RequestAuthentication', () => {
  const answered = (status: number) => {
    const seen = dials(...GOOD.slice(0, 3));
    const http = { status, server: 'istio-envoy', upstream: false };
    const mtls = { ...observation('mtls', 'replied*'), evidence: evidence('replied', null, { http }) };
    const prediction = endpointPrediction('STRICT', { confounders: [TOKENS] });
    return judgeEndpoint(endpointTarget(), prediction, [...seen, mtls], OK);
  };

  it('says who answered 401, which is an answer after mTLS', () => {
    expect(answered(401)).toMatchObject({ verdict: 'match', cause: 'access-denied' });
    expect(answered(401).detail).toContain('RequestAuthentication shop/jwt may answer 401.');
  });

  it('says nothing where there was no 401', () => {
    expect(answered(200)).toMatchObject({ verdict: 'match', cause: null });
    expect(answered(200).detail).not.toContain('RequestAuthentication');
  });

  it('is open where plaintext was answered 401 under STRICT', () => {
    const http = { status: 401, server: 'istio-envoy', upstream: false };
    const plain = { ...observation('plaintext', 'replied'), evidence: evidence('replied', null, { http }) };
    const prediction = endpointPrediction('STRICT', { confounders: [TOKENS] });
    const row = judgeEndpoint(endpointTarget(), prediction, [plain, ...dials(...GOOD).slice(1)], OK);
    expect(row).toMatchObject({ verdict: 'open', cause: 'unknown' });
  });
});

describe('a mesh client', () => {
  const via = (cell: Cell, extra: object, confounders: Confounder[], row = judge('STRICT', GOOD, [])) =>
    judgeService(
      serviceTarget(),
      servicePrediction('mtls', { confounders }),
      observation('via-sidecar', cell, HOST, extra),
      [row],
      OK,
    );

  it('matches with a remark about its own filters and those of the endpoint', () => {
    const row = judge('STRICT', GOOD, [{ ...FILTER, what: 'EnvoyFilter shop/g patches CLUSTER' }]);
    const found = via('replied', answer(200, proxy(1, 1)), [FILTER], row);
    expect([found.verdict, found.cause]).toEqual(['match', 'envoy-filter']);
    expect(found.detail).toContain(
      'EnvoyFilter shop/f patches LISTENER. EnvoyFilter shop/g patches CLUSTER.',
    );
  });

  it('does not match where encryption was only concluded, or nothing was answered', () => {
    expect(via('replied', answer(200, null), []).verdict).toBe('match');
    expect(via('replied', answer(200, null), [FILTER])).toMatchObject({ doubt: 'unsupported' });
    expect(via('silent', { proxy: proxy(1, 1) }, []).verdict).toBe('match');
    expect(via('silent', { proxy: proxy(1, 1) }, [FILTER])).toMatchObject({ doubt: 'unsupported' });
  });

  it('is broken for that cause where nothing else explains it', () => {
    expect(via('replied', answer(503, proxy(1, 0), false), [FILTER])).toMatchObject({
      verdict: 'broken',
      cause: 'envoy-filter',
    });
  });
});
