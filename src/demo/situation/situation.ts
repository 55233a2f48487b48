import type { Care } from '../../model/care.ts';
import type { ExceptionRule } from '../../model/exception.ts';
import type { PodShape } from '../../model/pod-shape.ts';

/** What a situation is asked: the arguments of `mtls-verify namespace`. */
export interface SituationRun {
  namespace: string;
  /** One or several. */
  from?: string | string[];
  service?: string[];
  port?: string[];
  skipPort?: string[];
  care?: Care;
  require?: 'strict';
  /** Drift that is allowed, as in a configuration file. */
  exceptions?: ExceptionRule[];
  /** What is asked of the probe pods. */
  shape?: Partial<PodShape>;
  /** Longest time for one step of one dial in milliseconds, where something never answers. */
  dialTimeout?: number;
  /** Time in which the wire may still change, in milliseconds. */
  settle?: number;
  /** Most dials of one probe container, where a small plan is to be divided among pods. */
  shardSize?: number;
  /** With --tls-details. */
  tlsDetails?: boolean;
}

/** The namespaces of the probe pods, as they are given with `--from`. */
export function sourcesOf({ from = [] }: SituationRun): string[] {
  return [from].flat();
}

/** `expected.json` of a situation: what it shows, how it is asked and every row of the answer. */
export interface ExpectedRun {
  /** One line for `demo --list`. */
  summary: string;
  /** Ids of the real-life cases that it covers. */
  cases: string[];
  /** True when the lab plays the same objects on a real Istio and must give the same rows; else why it cannot. */
  lab: true | string;
  run: SituationRun;
  exit: 0 | 1 | 3;
  /** `POD PORT` → `verdict observed-mode cause-or-doubt`; `-` where there is none. */
  endpoints: Record<string, string>;
  /** `SERVICE PORT` → `verdict encrypted cause-or-doubt`; encrypted is `mtls`, `plaintext` or `-`. */
  services: Record<string, string>;
  /** Codes that `mtls-verify policy` raises for the namespace, sorted. */
  findings: string[];
  /** Those of the run, where clients of another revision take part or pods show them on the wire; the same when absent. */
  runFindings?: string[];
}
