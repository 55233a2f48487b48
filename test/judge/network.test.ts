import { describe, expect, it, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { judgeService } from '../../src/judge/service.ts';
import type { Role } from '../../src/model/plan.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { NetworkDoubt } from '../../src/model/prediction.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const OK = { controlsOk: true, require: null };
const DENIED: NetworkDoubt = {
  access: 'denied',
  policies: [{ kind: 'NetworkPolicy', namespace: 'shop', name: 'deny' }],
  reason: 'NetworkPolicy shop/deny does not let it through',
};
const ALL = { outside: DENIED, mesh: DENIED, via: DENIED };
const REQ = 'certificate-required*';
const GONE: Cell[] = ['unreachable', 'unreachable', 'unreachable', 'unreachable'];

function row(
  mode: Mode,
  cells: Cell[],
  network: Partial<Record<Role, NetworkDoubt>>,
  require: 'strict' | null = null,
) {
  const prediction = endpointPrediction(mode, { network });
  return judgeEndpoint(endpointTarget(), prediction, dials(...cells), { controlsOk: true, require });
}

describe('an endpoint that a NetworkPolicy keeps from the probe', () => {
  const stopped: Cell[] = [
    'connection-refused',
    'connection-refused',
    'connection-refused',
    'connection-refused',
  ];
  test.each<[string, Mode, Cell[], Partial<Record<Role, NetworkDoubt>>]>([
    ['dropped', 'STRICT', GONE, ALL],
    ['refused', 'PERMISSIVE', stopped, ALL],
    ['dropped, DISABLE', 'DISABLE', GONE, ALL],
    [
      'only the sidecar pod',
      'PERMISSIVE',
      ['replied', REQ, 'closed-after-bytes', 'unreachable'],
      { mesh: DENIED },
    ],
    [
      'only the other pod',
      'STRICT',
      ['unreachable', 'unreachable', 'unreachable', 'replied*'],
      { outside: DENIED },
    ],
    [
      'silence of what would be a match',
      'PERMISSIVE',
      ['silent', REQ, 'application-tls+', 'replied*'],
      { outside: DENIED },
    ],
    ['a port that looks closed', 'PERMISSIVE', ['closed-after-bytes', REQ, REQ, 'silent'], { mesh: DENIED }],
  ])('%s', (_name, mode, cells, network) => {
    for (const require of ['strict', null] as const) {
      const { verdict, doubt, detail } = row(mode, cells, network, require);
      const hard = require === 'strict' && (cells.includes('replied') || cells.includes('application-tls+'));
      expect([verdict, doubt]).toEqual(hard ? ['open', null] : ['inconclusive', 'network-policy']);
      if (!hard) expect(detail).toContain('shop/deny');
    }
  });

  it('is judged as ever where the policy is not enforced', () => {
    const { verdict } = row('STRICT', ['closed-after-bytes', REQ, REQ, 'replied*'], ALL);
    expect(verdict).toBe('match');
  });

  it('is open where plaintext was answered all the same', () => {
    expect(row('STRICT', ['replied', 'unreachable', 'unreachable', 'unreachable'], ALL).verdict).toBe('open');
  });

  it('is unreachable where no policy is known', () => {
    expect(row('STRICT', GONE, {}).doubt).toBe('unreachable');
    expect(row('STRICT', GONE, { via: DENIED }).doubt).toBe('unreachable');
  });
});

describe('a mesh client behind a NetworkPolicy', () => {
  const ends: [Cell, object][] = [
    ['replied', answer(503, proxy(1, 0), false)],
    ['closed-after-bytes', {}],
    ['silent', { proxy: proxy(1, 1) }],
    ['unreachable', {}],
  ];
  test.each(ends)('%s accuses neither the application nor the policies of mTLS', (cell, evidence) => {
    const seen = observation('via-sidecar', cell, HOST, evidence);
    const judge = (network: Partial<Record<Role, NetworkDoubt>>) =>
      judgeService(serviceTarget(), servicePrediction('mtls'), seen, [row('STRICT', GONE, network)], OK);
    expect(judge(ALL)).toMatchObject({ verdict: 'inconclusive', doubt: 'network-policy', cause: null });
    // Without a policy that is known the network is still not the application.
    if (cell !== 'silent') expect(judge({})).toMatchObject({ verdict: 'inconclusive', doubt: 'unreachable' });
  });

  it('is judged as ever where it was answered', () => {
    const seen = observation('via-sidecar', 'replied', HOST, answer(200, proxy(1, 1)));
    const rows = [row('STRICT', ['closed-after-bytes', REQ, REQ, 'replied*'], ALL)];
    expect(judgeService(serviceTarget(), servicePrediction('mtls'), seen, rows, OK).verdict).toBe('match');
  });
});
