import { expect, it } from 'vitest';
import { judgeService } from '../../src/judge/service.ts';
import type { ClientPolicy } from '../../src/model/policy.ts';
import { observation } from './build.ts';
import { answer, endpointRow, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';

const [A, B] = ['10.0.0.1:8080', '10.0.0.2:8080'] as const;
const context = { controlsOk: true, require: null };
const policy = (tls: ClientPolicy['tls']): ClientPolicy => ({
  tls,
  source: 'auto',
  decidedBy: null,
  reason: '',
  rejected: [],
});
/** One endpoint with a sidecar and one without. */
const mixed = servicePrediction('mtls', {
  encrypted: null,
  client: [
    { endpoint: A, policy: policy('mtls') },
    { endpoint: B, policy: policy('plaintext') },
  ],
});

function judge(connections: number, handshakes: number, endpoint: string | null) {
  const seen = observation(
    'via-sidecar',
    'replied',
    HOST,
    answer(200, proxy(connections, handshakes, endpoint)),
  );
  return judgeService(serviceTarget([A, B]), mixed, seen, [], context);
}

it('judges by the policy of the endpoint that answered', () => {
  expect(judge(1, 1, A).verdict).toBe('match');
  expect(judge(1, 0, B).verdict).toBe('match');
  expect(judge(1, 0, A).verdict).toBe('plaintext');
  expect(judge(1, 1, B).doubt).toBe('contradiction');
});

it('does not guess which endpoint answered', () => {
  expect(judge(1, 1, null).doubt).toBe('no-counters');
  expect(judge(1, 0, null).doubt).toBe('no-counters');
});

it('blames a dead application only where it may have been the one dialled', () => {
  const down = endpointRow(
    ['closed-after-bytes', 'closed-after-bytes*', 'closed-after-bytes*', 'closed-after-bytes*'],
    B,
  );
  const up = endpointRow(
    ['closed-after-bytes', 'certificate-required*', 'certificate-required*', 'replied*'],
    A,
  );
  const dialled = (endpoint: string | null) => {
    const seen = observation('via-sidecar', 'closed-after-bytes', HOST, { proxy: proxy(1, 0, endpoint) });
    const prediction = servicePrediction('mtls', {}, [A, B]);
    return judgeService(serviceTarget([A, B]), prediction, seen, [up, down], context);
  };
  expect(dialled(A).verdict).toBe('broken');
  expect(dialled(B).doubt).toBe('application-not-listening');
  expect(dialled(null).doubt).toBe('application-not-listening');
});

it('counts TLS origination of a DestinationRule as encrypted', () => {
  const simple = servicePrediction('simple', { encrypted: null });
  const seen = observation('via-sidecar', 'replied', HOST, answer(200, proxy(1, 1, A)));
  expect(judgeService(serviceTarget(), simple, seen, [], context).verdict).toBe('match');
});
