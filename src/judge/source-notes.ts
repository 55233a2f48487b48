import type { ErrorCode } from '../model/errors.ts';
import type { ProblemReason } from '../model/observation.ts';
import type { RunNote } from '../model/run.ts';
import { printable } from '../util/text.ts';
import type { SourceInput } from './source.ts';
import { sourceName } from './source-name.ts';

/** What is to be known about the sources of a run, each by its name where there are several. */
export function sourceNotes(sources: readonly SourceInput[], keep: boolean): RunNote[] {
  // Somewhere a mesh client stood: a namespace without one was asked for as it is.
  const clients = sources.some(({ refused }) => refused === null);
  return sources.flatMap((source) => {
    const of = sources.length > 1 ? `from ${sourceName(source, sources)}: ` : '';
    return notesOf(source, keep, clients).map((note) => ({ ...note, message: of + note.message }));
  });
}

/** Changes named in one note. */
const SHOWN = 6;
const BY_PROBLEM = {
  'no-certificate': 'NO_CERTIFICATE',
  'certificate-not-valid': 'CLOCK_SKEW',
  'proxy-not-ready': 'PROXY_NOT_READY',
} as const satisfies Record<ProblemReason, ErrorCode>;

function notesOf(source: SourceInput, keep: boolean, clients: boolean): RunNote[] {
  const { id, from, refused, ends, problems, controls, altered, leftBehind } = source;
  const notes: RunNote[] = [];
  const note = (code: RunNote['code'], message: string) => notes.push({ code, message });
  const failed = (reason: ErrorCode, message: string) =>
    notes.push({ code: 'source-failed', reason, message });
  const uninjected = `no sidecar pod was launched: ${refused}`;
  if (refused !== null && clients) note('no-mesh-client', uninjected);
  else if (refused !== null) failed('NOT_INJECTED', uninjected);
  for (const [role, end] of ends) {
    if (end.state === 'failed') failed(end.error.code, `${role}: ${end.error.message}`);
    if (end.state === 'unfinished') failed(end.code, `${role}: not finished in time: ${end.why}`);
  }
  for (const { role, reason, detail } of problems)
    failed(BY_PROBLEM[reason], `${role}: ${printable(detail)}`);
  if (controls.length > 0) {
    const which = controls.map(({ role, name, detail }) => `${role} ${name}: ${detail}`).join('; ');
    note('control-failed', `the probe itself does not work here, and what it saw is void: ${which}`);
  }
  if (altered.length > 0)
    note('pod-altered', `the cluster changed the probe pods: ${altered.slice(0, SHOWN).join(', ')}`);
  if (keep) {
    const command = `kubectl -n ${from} delete jobs -l mtls-verify/run=${id}`;
    note('kept', `the probe pods are kept for an hour; delete them with: ${command}`);
  }
  if (leftBehind !== null) {
    note(
      'left-behind',
      `the probe pods could not be deleted (${leftBehind}); they go by themselves at their deadline`,
    );
  }
  return notes;
}
