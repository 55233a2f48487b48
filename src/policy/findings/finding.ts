import type { FindingCode } from '../../catalogue/objects.ts';
import type { ObjectReference } from '../../model/reference.ts';

/** Something about the objects that a user should know, whatever the wire shows. */
export interface Finding {
  code: FindingCode;
  /** The objects concerned, the deciding one first. */
  objects: ObjectReference[];
  /** One sentence: what it is about here. */
  detail: string;
}

/** Findings in the order of their codes, then objects; each once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const byKey = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

function keyOf({ code, objects, detail }: Finding): string {
  return `${code} ${objects.map(({ namespace, name }) => `${namespace}/${name}`).join(' ')} ${detail}`;
}
