import type { EndpointPrediction } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { drift, type JudgeContext, matching } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';

/**
 * Corrects a match of a PERMISSIVE port whose application greets first: the sidecar waits for the first bytes of a plaintext client to
 * tell it from mTLS, so such a client never sees the greeting (measured.md section 2).
 */
export function withGreeting(
  judgement: Judgement,
  facts: EndpointFacts,
  prediction: EndpointPrediction,
  { stopsDetecting }: JudgeContext,
): Judgement {
  const waits = judgement.verdict === 'match' && facts.mode === 'PERMISSIVE' && !stopsDetecting;
  if (!waits || !facts.greeted || !facts.plaintextHeard) return judgement;
  const detail =
    'The server greets mTLS clients first; plaintext clients that wait for the greeting get none.';
  // Where nobody declared anything, nobody declared that plaintext must work.
  if (prediction.declared.level === 'default') return matching(detail, 'server-first');
  return drift('closed', 'server-first', detail);
}
