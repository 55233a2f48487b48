import type { ObjectReference } from './reference.ts';

export type Code = `MTLS${number}`;

/** `error`: what is declared does not hold, or mesh traffic fails. `warning`: that may be so. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** Something that is said of objects, whatever the wire shows. */
export interface ReportedFinding {
  level: Severity;
  code: Code;
  title: string;
  /** What to do, with the objects named. */
  fix: string;
  /** The objects concerned, the deciding one first. */
  objects: ObjectReference[];
  /** One sentence: what it is about here. */
  detail: string;
}
