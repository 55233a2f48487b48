import type { Observation } from '../model/observation.ts';
import type { RunNote } from '../model/run.ts';
import type { EndpointRow, Judgement, ServiceRow } from '../model/verdict.ts';
import { inconclusive } from './judgement.ts';

/** Named in one note; the rest is counted. */
const NAMED = 5;

/** The doubt about a target whose answers did not come to rest; null when they did. */
export function unsettled(observations: readonly Observation[]): Judgement | null {
  if (!observations.some(({ reason }) => reason === 'unsettled')) return null;
  return inconclusive('unsettled', 'It answered differently from one look to the next.');
}

/** Which targets answered otherwise at first, and how long that lasted: a policy that arrived, or a proxy that started. */
export function settledNotes(endpoints: readonly EndpointRow[], services: readonly ServiceRow[]): RunNote[] {
  const named = [
    ...endpoints.map(({ target, observations }) => ({
      name: `${target.pod ?? target.ip}:${target.port}`,
      observations,
    })),
    ...services.map(({ target, observation }) => ({
      name: target.id,
      observations: observation === null ? [] : [observation],
    })),
  ].flatMap(({ name, observations }) => {
    const ms = settledAfter(observations);
    return ms === null ? [] : [`${name} settled after ${(ms / 1000).toFixed(1)} s`];
  });
  if (named.length === 0) return [];
  const more = named.length > NAMED ? `, and ${named.length - NAMED} more` : '';
  return [{ code: 'settled', message: `${named.slice(0, NAMED).join(', ')}${more}` }];
}

/** Milliseconds until the answers of a target stood that were others at first; null where none changed. */
export function settledAfter(observations: readonly Observation[]): number | null {
  const changed = observations.flatMap(({ outcome, evidence }) =>
    evidence?.looks && evidence.looks.first !== outcome ? [evidence.looks.ms] : [],
  );
  return changed.length === 0 ? null : Math.max(...changed);
}
