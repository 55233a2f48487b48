import type { DialStory, Observed, Reason } from '../../explain/explanation.ts';
import type { Role } from '../../model/plan.ts';
import { count, printable } from '../../util/text.ts';
import type { ReportOptions } from '../format.ts';
import { wrap } from '../wrap.ts';

export interface StoryOptions extends ReportOptions {
  /** Several sources looked, so that each part says which. */
  several: boolean;
}

/** Names listed in one line; the rest is counted. */
const NAMED = 5;
/** Where the text of a fact begins. */
const INDENT = 12;

/** A line `Word  text` under a heading, its text wrapped. */
export function fact(word: string, text: string, width: number): string[] {
  const [first = '', ...others] = wrap(printable(text), width, INDENT);
  return [`  ${word.padEnd(INDENT - 2)}${first.trimStart()}`, ...others];
}

/** A line below a fact. */
export function detail(text: string, width: number): string[] {
  return wrap(printable(text), width, INDENT);
}

/** `a, b and 3 more`. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}

/** Verdict and dials of what was seen, if anything was dialled, then what explains it. */
export function outcomeLines({ observed, finding }: Outcome, width: number): string[] {
  const seen = observed ? fact('Observed', `${observed.verdict}: ${observed.detail}`, width) : [];
  return [
    ...seen,
    ...(observed?.dials ?? []).flatMap((dial) => detail(story(dial), width)),
    ...(finding === null ? [] : fact('Finding', `${finding.code} ${finding.title}`, width)),
    ...(finding === null ? [] : fact('To do', finding.fix, width)),
  ];
}

interface Outcome {
  observed: Observed | null;
  finding: Reason | null;
}

function story({ dial, from, saw }: DialStory): string {
  return `${dial} ${SOURCES[from]}: ${saw}`;
}

const SOURCES = {
  outside: 'from a pod without a sidecar',
  mesh: 'with the mesh certificate, past the sidecar',
  via: 'through the sidecar of the client',
} as const satisfies Record<Role, string>;

/** What may change what a dial meets. */
export function caveatLines(caveats: readonly string[], width: number): string[] {
  return caveats.flatMap((caveat) => detail(`Not certain: ${caveat}.`, width));
}

/** `1 endpoint: a`, `3 endpoints: a, b, c`. */
export function counted(names: readonly string[], noun: string): string {
  return `${count(names.length, noun)}: ${listed(names)}`;
}
