import { expect, it } from 'vitest';
import { ERRORS } from '../../src/model/errors.ts';
import { ADMISSION_FAILURES } from '../../src/model/failures/admission.ts';
import { API_FAILURES } from '../../src/model/failures/api.ts';
import type { Failure } from '../../src/model/failures/failure.ts';
import { POD_FAILURES } from '../../src/model/failures/pod.ts';
import { SETUP_FAILURES } from '../../src/model/failures/setup.ts';
import { NOT_RUN_CATALOGUE } from '../../src/model/not-run.ts';
import { NOTE_CATALOGUE } from '../../src/model/notes.ts';

const INTRO = `# Failures

Every way in which a run, or a part of it, can fail. The code stands at the end of the message on stderr and in the JSON report
(\`error.code\`, or \`notes[].reason\` where only one probe pod failed). A failure never becomes a verdict: what was not seen is \`inconclusive\`.

The exit code in the table is that of a run of which nothing is left. Where one probe pod fails and another gave results, the run goes on, has the
note \`source-failed\`, and ends with 1 if what was seen is drift, else with 3.

*Tried again*: a request that the API server answers with 429, 500, 502, 503 or 504, or whose answer breaks off, is made up to five times, with a
pause of 0.25 s that doubles each time, or as long as \`Retry-After\` asks (at most 15 s). A watch or log that breaks off is taken up again: the watch with a new
list, the log from its start, where the numbers of the lines tell what is known already.

This page is made from the catalogues in \`src/model\`. \`npx vitest run --project unit test/model/failures.test.ts -u\` writes it anew.
`;

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;

function table(head: string[], rows: string[][]): string {
  return [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
}

function section(title: string, failures: Record<string, Failure>): string {
  const rows = Object.entries(failures).map(([code, { title, meaning, fix, exitCode, retried }]) => [
    `\`${code}\``,
    `${title}. ${meaning}`,
    String(exitCode),
    retried ? 'yes' : 'no',
    fix,
  ]);
  return `## ${title}\n\n${table(['code', 'what it means', 'exit', 'tried again', 'what to do'], rows)}\n`;
}

function notes(): string {
  const rows = Object.entries(NOTE_CATALOGUE).map(([code, { title, meaning, fix, exitCode }]) => [
    `\`${code}\``,
    `${title}. ${meaning}`,
    exitCode === null ? '' : String(exitCode),
    fix,
  ]);
  return `## Notes of a run\n\n${table(['code', 'what it means', 'exit', 'what to do'], rows)}\n`;
}

function dials(): string {
  const rows = Object.entries(NOT_RUN_CATALOGUE).map(([reason, meaning]) => [`\`${reason}\``, meaning]);
  return `## Dials without an outcome\n\n${table(['reason', 'what it means'], rows)}\n`;
}

it('is what docs/failures.md says', async () => {
  const page = [
    INTRO,
    section('Before anything is created', SETUP_FAILURES),
    section('The API server', API_FAILURES),
    section('The probe pods are not let in', ADMISSION_FAILURES),
    section('The probe pods', POD_FAILURES),
    notes(),
    dials(),
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../../docs/failures.md');
});

it('holds every code once', () => {
  const groups = [SETUP_FAILURES, API_FAILURES, ADMISSION_FAILURES, POD_FAILURES];
  const codes = groups.flatMap((group) => Object.keys(group));
  expect(codes.toSorted()).toEqual(Object.keys(ERRORS).toSorted());
  expect(new Set(codes).size).toBe(codes.length);
});
