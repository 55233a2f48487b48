import type { Excepted } from './exception.ts';
import type { Observation } from './observation.ts';
import type { Mode } from './policy.ts';
import type { Cause, EndpointPrediction, ServicePrediction } from './prediction.ts';
import type { EndpointTarget, ServiceTarget } from './target.ts';

export const VERDICTS = [
  'match',
  'open',
  'closed',
  'broken',
  'plaintext',
  'inconclusive',
  'excepted',
] as const;
/** Design section 6. Server side: match, open, closed, inconclusive. Client side: match, broken, plaintext, inconclusive. Both: excepted. */
export type Verdict = (typeof VERDICTS)[number];

/** Why nothing could be decided. */
export const DOUBTS = [
  'control-failed',
  'not-run',
  'no-answer',
  'application-not-listening',
  'unreachable',
  'contradiction',
  'unsupported',
  'not-in-force',
  'identity',
  'no-counters',
  'network-policy',
  'authorization',
  'not-ready',
  'proxy-down',
  'pod-moved',
  'no-endpoint',
  'name-not-resolved',
  'overloaded',
  'unsettled',
  'hbone-not-dialled',
  'hbone-failed',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/**
 * The mode that the certless TLS dials show, at a pod in ambient mode what ztunnel does to both kinds of client; null when that does not
 * decide. `NONE`: no mesh certificate, so DISABLE or no proxy.
 */
export type ObservedMode = Extract<Mode, 'STRICT' | 'PERMISSIVE'> | 'NONE' | null;

export interface Judgement {
  verdict: Verdict;
  /** For a drift: why; `unknown` when the prediction did not foresee it. May also annotate a match. */
  cause: Cause | null;
  /** Only with `inconclusive`. */
  doubt: Doubt | null;
  /** One sentence: what was seen. */
  detail: string;
  /** Set with `excepted`: what the user allows, why and until when. */
  exception?: Excepted;
}

/** Which of a run's sources a row is about; absent in documents of versions that knew but one. */
interface SeenFrom {
  /** Namespace of the probe pods. */
  from?: string;
  /** Of the mesh client; null where there was none. */
  revision?: string | null;
}

export interface EndpointRow extends Judgement, SeenFrom {
  target: EndpointTarget;
  prediction: EndpointPrediction;
  observed: ObservedMode;
  observations: Observation[];
}

export interface ServiceRow extends Judgement, SeenFrom {
  target: ServiceTarget;
  prediction: ServicePrediction;
  /** True: every connection of the dial was encrypted by mTLS; null: not known. */
  encrypted: boolean | null;
  observation: Observation | null;
}
