import { expect, it } from 'vitest';
import { judgeService } from '../../src/judge/service.ts';
import type { ClusterSetting } from '../../src/model/observation.ts';
import type { ClientPolicy } from '../../src/model/policy.ts';
import { observation } from './build.ts';
import { answer, HOST, proxy, servicePrediction, serviceTarget } from './build-service.ts';
import { OPEN, STRICT } from './client-situation.ts';

const RULE = { kind: 'DestinationRule', namespace: 'shop', name: 'web' };

function judge(
  setting: ClusterSetting,
  { tls, source }: Pick<ClientPolicy, 'tls' | 'source'>,
  handshakes = tls === 'plaintext' ? 0 : 1,
) {
  const policy = { tls, source, decidedBy: RULE, reason: '', rejected: [] };
  const prediction = servicePrediction(tls, {
    client: [{ endpoint: '10.0.0.1:8080', policy }],
    encrypted: tls !== 'plaintext',
  });
  const counters = { ...proxy(1, handshakes, '10.0.0.1:8080'), setting };
  const seen = observation('via-sidecar', 'replied', HOST, answer(200, counters));
  const row = handshakes > 0 ? STRICT : OPEN;
  return judgeService(serviceTarget(), prediction, seen, [row], { controlsOk: true, require: null });
}

const AUTO: ClusterSetting = { tls: 'auto', rule: null };
const DISABLE: ClusterSetting = { tls: 'plaintext', rule: 'shop/web' };

it('names what was sent, to whom and by which rule', () => {
  expect(judge(AUTO, { tls: 'mtls', source: 'auto' }).detail).toBe(
    'Answered, and every connection was encrypted. The proxy of the probe is set to send mTLS where the endpoint takes it (auto mTLS), by no DestinationRule, and connected to 10.0.0.1:8080.',
  );
  expect(judge(DISABLE, { tls: 'plaintext', source: 'destination-rule' }).detail).toContain(
    'is set to send plaintext, by DestinationRule shop/web, and connected to 10.0.0.1:8080.',
  );
});

it.each<[string, ClusterSetting, ClientPolicy['tls'], ClientPolicy['source'], string]>([
  ['auto mTLS', AUTO, 'mtls', 'auto', 'match'],
  ['auto mTLS to an endpoint without a sidecar', AUTO, 'plaintext', 'auto', 'match'],
  [
    'auto mTLS of a Service with none that takes it',
    { tls: 'plaintext', rule: null },
    'plaintext',
    'auto',
    'match',
  ],
  ['DISABLE', DISABLE, 'plaintext', 'destination-rule', 'match'],
  ['ISTIO_MUTUAL', { tls: 'mtls', rule: 'shop/web' }, 'mtls', 'destination-rule', 'match'],
  ['SIMPLE', { tls: 'tls', rule: 'shop/web' }, 'simple', 'destination-rule', 'match'],
  ['a rule that has not arrived', AUTO, 'plaintext', 'destination-rule', 'inconclusive not-in-force'],
  ['a rule that has not gone', { tls: 'tls', rule: 'shop/web' }, 'mtls', 'auto', 'inconclusive not-in-force'],
  ['auto mTLS off, not arrived', AUTO, 'plaintext', 'auto-off', 'inconclusive not-in-force'],
  ['HBONE, whatever the rule says', DISABLE, 'hbone', 'destination-rule', 'match'],
])('%s', (_name, setting, tls, source, expected) => {
  const { verdict, doubt } = judge(setting, { tls, source });
  expect([verdict, doubt].filter(Boolean).join(' ')).toBe(expected);
});

it('takes nothing from a drift', () => {
  const row = judge(DISABLE, { tls: 'mtls', source: 'auto' }, 0);
  expect(row.verdict).toBe('plaintext');
  expect(row.detail).toContain('set to send plaintext, by DestinationRule shop/web');
});
