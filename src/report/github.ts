import type { FailureDocument } from '../model/failure-document.ts';
import { NOTE_CATALOGUE } from '../model/notes.ts';
import type { Run } from '../model/run.ts';
import { printable } from '../util/text.ts';
import { named } from './finding-lines.ts';
import { reportRows } from './row.ts';
import { SEVERITIES } from './severity.ts';
import { summary } from './summary.ts';

type Level = 'error' | 'warning' | 'notice';
const LEVELS = { error: 'error', warning: 'warning', note: 'notice', none: null } as const;

/**
 * Workflow commands of GitHub Actions: an annotation for each row that does not match, each finding about objects and each note, and
 * one that sums up. Errors are what the exit code is about.
 */
export function githubReport(run: Run): string {
  const rows = reportRows(run).flatMap((row) => {
    const level = LEVELS[SEVERITIES[row.verdict]];
    const { entry, namespace, owner, port, verdict, who, what, fix } = row;
    const title = `${entry?.code ?? 'mtls-verify'} ${verdict}: ${namespace}/${owner} port ${port}`;
    const toDo = entry === null ? '' : `\n${entry.title}. To do: ${fix}`;
    return level === null ? [] : [annotation(level, title, `${who}. ${what}${toDo}`)];
  });
  const objects = run.findings.map(({ level, code, title, objects: [object], detail, fix }) =>
    annotation(
      level === 'note' ? 'notice' : 'warning',
      `${code} ${named(object ?? null)}`,
      printable(`${title}. ${detail} To do: ${fix}`),
    ),
  );
  const notes = run.notes.map(({ code, message }) =>
    annotation(NOTE_CATALOGUE[code].exitCode === null ? 'notice' : 'error', code, printable(message)),
  );
  const end = annotation('notice', `mtls-verify namespace ${run.namespace}`, summary(run));
  return `${[...rows, ...objects, ...notes, end].join('\n')}\n`;
}

/** One annotation that tells why there is no run. */
export function githubFailure({ error: { code, message, hint } }: FailureDocument): string {
  return `${annotation('error', `mtls-verify ${code}`, `${message}\n${hint}`)}\n`;
}

/** `::error title=…::…`; the runner takes back exactly these escapes (actions/toolkit, command.ts). */
function annotation(level: Level, title: string, message: string): string {
  const property = escapeData(printable(title)).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return `::${level} title=${property}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
