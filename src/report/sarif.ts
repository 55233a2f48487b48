import type { Invocation, Log, Notification, Result } from 'sarif';
import type { Excepted } from '../model/exception.ts';
import type { FailureDocument } from '../model/failure-document.ts';
import { NOTE_CATALOGUE } from '../model/notes.ts';
import type { Run } from '../model/run.ts';
import { printable } from '../util/text.ts';
import { jsonText } from './json.ts';
import { type ReportRow, reportRows } from './row.ts';
import { locationOf, objectResult, rulesOf } from './sarif-rules.ts';
import { SEVERITIES } from './severity.ts';

/** SARIF 2.1.0: a result for each row that does not match, at the policy object that decides, and for each finding about objects. */
export function sarifReport(run: Run): string {
  const rows = reportRows(run).filter(({ verdict }) => verdict !== 'match');
  const results = [...rowResults(rows), ...run.findings.map(objectResult)];
  const notifications = run.notes.map(
    ({ code, message }): Notification => ({
      descriptor: { id: code },
      level: NOTE_CATALOGUE[code].exitCode === null ? 'note' : 'error',
      message: { text: printable(message) },
    }),
  );
  return document(run.tool.version, results, {
    executionSuccessful: notifications.every(({ level }) => level !== 'error'),
    exitCode: run.exitCode,
    startTimeUtc: run.startedAt,
    endTimeUtc: new Date(Date.parse(run.startedAt) + run.durationMs).toISOString(),
    toolExecutionNotifications: notifications,
  });
}

/** A log without results that says why there are none. */
export function sarifFailure({ tool, failedAt, error }: FailureDocument): string {
  const { code, message, hint, exitCode } = error;
  return document(tool.version, [], {
    executionSuccessful: false,
    exitCode,
    endTimeUtc: failedAt,
    toolExecutionNotifications: [
      { descriptor: { id: code }, level: 'error', message: { text: `${message}. ${hint}` } },
    ],
  });
}

function rowResults(rows: readonly ReportRow[]): Result[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const { side, namespace, owner, port, verdict, who, what, fix, policy, exception } = row;
    const ruleId = row.entry?.code ?? verdict;
    const key = [side, namespace, owner, port, verdict, ruleId].join(' ');
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    return {
      ruleId,
      level: SEVERITIES[verdict],
      message: { text: `${verdict}: ${who}. ${what}${fix === null ? '' : ` To do: ${fix}`}` },
      ...(exception && { suppressions: [{ kind: 'external', justification: suppressed(exception) }] }),
      locations: policy === null ? [] : [locationOf(policy)],
      // Names of pods change with every rollout; the finding is the same one.
      partialFingerprints: { 'mtlsVerify/v1': `${key} ${ordinal}` },
    };
  });
}

function suppressed({ expires, reason }: Excepted): string {
  return printable(`allowed until ${expires}: ${reason}`);
}

function document(version: string, results: Result[], invocation: Invocation): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mtls-verify',
            semanticVersion: version,
            rules: rulesOf(results.flatMap(({ ruleId }) => ruleId ?? [])),
          },
        },
        invocations: [invocation],
        results,
      },
    ],
  };
  return jsonText(log);
}
