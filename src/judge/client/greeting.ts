import type { EndpointRow, Judgement } from '../../model/verdict.ts';
import { drift, type JudgeContext } from '../judgement.ts';
import type { ServiceFacts } from './facts.ts';

/**
 * Corrects the judgement of a port of unknown protocol whose application greets first: the sidecar of a client waits for the client's
 * first bytes, whatever is sent (measured.md section 3).
 */
export function withClientGreeting(
  judgement: Judgement,
  { target, observation, rows }: ServiceFacts,
  { stopsDetecting }: JudgeContext,
): Judgement {
  const { outcome, evidence } = observation;
  const late = judgement.verdict === 'match' && outcome === 'replied' && (evidence?.wrote ?? 0) > 0;
  if (stopsDetecting || target.portClass !== 'AUTO' || !(late || outcome === 'silent')) return judgement;
  if (!rows.some(greets)) return judgement;
  const what = late ? 'only came after the client had written' : 'did not come';
  return drift(
    'broken',
    'server-first',
    `The server greets first, but through the sidecar its greeting ${what}: a client that waits for it waits for ever.`,
  );
}

/** The application spoke on a connection of its own before anything was written to it. */
function greets({ observations }: EndpointRow): boolean {
  return observations.some(
    ({ dial, outcome, evidence }) =>
      (dial === 'plaintext' || dial === 'mtls') && outcome === 'replied' && evidence?.wrote === 0,
  );
}
