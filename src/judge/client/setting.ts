import type { ClusterSetting } from '../../model/observation.ts';
import type { ClientPolicy } from '../../model/policy.ts';
import type { Judgement } from '../../model/verdict.ts';
import { inconclusive } from '../judgement.ts';
import type { ServiceFacts } from './facts.ts';

const WORDS = {
  auto: 'mTLS where the endpoint takes it (auto mTLS)',
  mtls: 'mTLS',
  tls: 'TLS of its own (SIMPLE or MUTUAL)',
  plaintext: 'plaintext',
} as const satisfies Record<ClusterSetting['tls'], string>;

/**
 * A judgement with what the proxy of the probe says of itself: what it sent, to which endpoint and by which DestinationRule. No match
 * stands where it is set otherwise than the policies say, even if the outcome is the same: they are not what made it so.
 */
export function withSetting(judgement: Judgement, facts: ServiceFacts): Judgement {
  const { setting, endpoint: grown } = facts.observation.evidence?.proxy ?? {};
  if (!setting) return judgement;
  // The counters of endpoints are read only where there are several.
  const [only, ...others] = facts.prediction.client;
  const endpoint = grown ?? (others.length === 0 ? only?.endpoint : undefined);
  const rule = setting.rule === null ? 'no DestinationRule' : `DestinationRule ${setting.rule}`;
  const set = `The proxy of the probe is set to send ${WORDS[setting.tls]}, by ${rule}`;
  const policies = facts.prediction.client
    .filter((one) => !endpoint || one.endpoint === endpoint)
    .map(({ policy }) => policy);
  const otherwise = policies.length > 0 && !policies.some((policy) => allows(policy, setting));
  if ((judgement.verdict === 'match' || judgement.doubt === 'contradiction') && otherwise) {
    return inconclusive('not-in-force', `${judgement.detail} ${set}, which is not what the policies say.`);
  }
  const to = endpoint ? `, and connected to ${endpoint}` : '';
  return { ...judgement, detail: `${judgement.detail} ${set}${to}.` };
}

/** Whether istiod may make such a cluster of the policy (pilot/pkg/networking/core/cluster_tls.go). */
function allows({ source, tls }: ClientPolicy, setting: ClusterSetting): boolean {
  // Beside HBONE a cluster has the settings for endpoints that do not take it.
  if (tls === 'hbone' || source === 'passthrough') return true;
  // Auto mTLS is no setting of a cluster where its Service has no endpoint that takes it, or is reached by its own addresses.
  if (source === 'auto') return setting.tls !== 'tls';
  if (tls === 'simple' || tls === 'mutual') return setting.tls === 'tls';
  return setting.tls === tls;
}
