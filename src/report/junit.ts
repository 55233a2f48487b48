import type { FailureDocument } from '../model/failure-document.ts';
import { NOTE_CATALOGUE } from '../model/notes.ts';
import type { Run } from '../model/run.ts';
import type { Verdict } from '../model/verdict.ts';
import { groupBy } from '../util/group.ts';
import { printable } from '../util/text.ts';
import { named } from './finding-lines.ts';
import { type JunitCase, type JunitOutcome, junitDocument } from './junit-document.ts';
import { type ReportRow, reportRows } from './row.ts';

const OUTCOMES = {
  match: null,
  open: 'failure',
  closed: 'failure',
  broken: 'failure',
  plaintext: 'failure',
  inconclusive: 'error',
  excepted: 'skipped',
} as const satisfies Record<Verdict, JunitOutcome | null>;

/** JUnit XML: a suite for each Service, a case for each row, and one for the run as a whole. */
export function junitReport(run: Run): string {
  const suites = groupBy(reportRows(run), ({ namespace, owner }) => `${namespace}/${owner}`);
  const judged = [...suites].map(([name, rows]) => ({ name, cases: rows.map((row) => caseOf(row, name)) }));
  return junitDocument(
    [...judged, { name: 'run', cases: [wholeRun(run)], output: told(run) }],
    run.startedAt,
  );
}

/** One case that tells why there is no run. */
export function junitFailure({ failedAt, error: { code, message, hint } }: FailureDocument): string {
  const outcome = { kind: 'error', type: code, message, text: `${message}\n${hint}` } as const;
  const cases = [{ classname: 'run', name: 'set-up', ms: 0, outcome }];
  return junitDocument([{ name: 'run', cases }], failedAt);
}

function caseOf({ port, who, verdict, what, entry, fix, ms }: ReportRow, suite: string): JunitCase {
  const kind = OUTCOMES[verdict];
  const type = entry?.code ?? verdict;
  const toDo = entry === null ? [] : [`${entry.code} ${entry.title}.`, `To do: ${fix}`];
  const text = [what, ...toDo].join('\n');
  const name = `port ${port}: ${who}`;
  const outcome = kind && { kind, type, message: `${verdict}: ${what}`, text };
  return { classname: suite, name, ms, outcome };
}

function wholeRun({ notes }: Run): JunitCase {
  const missing = notes
    .filter(({ code }) => NOTE_CATALOGUE[code].exitCode === 3)
    .map(({ code, message }) => printable(`${code}: ${message}`));
  const text = missing.join('\n');
  const outcome =
    missing.length === 0 ? null : { kind: 'error' as const, type: 'incomplete', message: text, text };
  return { classname: 'run', name: 'every part of the run gave a result', ms: 0, outcome };
}

/** What decides no case: findings about objects, and notes. */
function told({ findings, notes }: Run): string[] {
  return [
    ...findings.map(
      ({ level, code, title, objects, detail }) =>
        `${level} ${code} ${title}: ${objects.map(named).join(', ')}. ${detail}`,
    ),
    ...notes.map(({ code, message }) => `${code}: ${message}`),
  ].map((line) => printable(line));
}
