import type { Observation } from '../model/observation.ts';
import type { Confounder } from '../model/prediction.ts';
import type { Judgement } from '../model/verdict.ts';
import { inconclusive, sentence } from './judgement.ts';

/**
 * A judgement with what EnvoyFilters and RequestAuthentications take from it: behind an EnvoyFilter a match stands only where all of it
 * was seen, and a 401 is an answer after mTLS (istio-semantics 8.2 and 8.5).
 */
export function confounded(
  judgement: Judgement,
  confounders: readonly Confounder[],
  seen: { inFull: boolean; observations: readonly Observation[] },
): Judgement {
  if (judgement.verdict === 'inconclusive') return judgement;
  const filters = confounders.filter(({ object }) => object.kind === 'EnvoyFilter');
  const [filter] = filters;
  if (filter && judgement.verdict === 'match' && !seen.inFull) {
    return inconclusive('unsupported', sentence(`Not evaluated: ${filter.what}`));
  }
  const matches = judgement.verdict === 'match';
  const asked = matches && seen.observations.some(({ evidence }) => evidence?.http?.status === 401);
  const tokens = asked ? confounders.filter((one) => !filters.includes(one)) : [];
  const found = [...filters, ...tokens];
  const open = judgement.cause === 'unknown' || (matches && judgement.cause === null);
  const cause = open && found.length > 0 ? (filter ? 'envoy-filter' : 'access-denied') : judgement.cause;
  const remarks = found.map(({ what }) => ` ${sentence(what)}`);
  return { ...judgement, cause, detail: judgement.detail + remarks.join('') };
}
