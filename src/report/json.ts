import type { Run } from '../model/run.ts';

/** Characters that JSON leaves as they are and a terminal or an editor acts on. */
const UNSAFE = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The document of a run, loss-free; characters that could act on a terminal are escaped. */
export function jsonReport(run: Run): string {
  const text = JSON.stringify(run, null, 2);
  return `${text.replace(UNSAFE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
