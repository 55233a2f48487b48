import type { Drift, ExceptionRule } from '../model/exception.ts';
import type { RunNote } from '../model/run.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import { count } from '../util/text.ts';
import { isDrift } from './drift.ts';
import { explain } from './explain.ts';
import { type PodLabels, selects } from './selects.ts';
import type { SourceRows } from './source.ts';

export interface ExceptionInput {
  rules: readonly ExceptionRule[];
  podLabels: PodLabels;
  /** Day of the run, UTC: `2026-11-29`. */
  today: string;
  /** The probed namespace. */
  namespace: string;
  /** False where the user asked for some Services or ports alone: what no row needs may be needed elsewhere. */
  whole: boolean;
}

/** Rows with the drift that the user allows as `excepted`, and what is to be said of the exceptions themselves. */
export function withExceptions(
  { endpoints, services }: SourceRows,
  input: ExceptionInput,
): SourceRows & { notes: RunNote[] } {
  const hits = new Map(input.rules.map((rule) => [rule, 0]));
  const judge = <Row extends EndpointRow | ServiceRow>(row: Row): Row => {
    const { verdict } = row;
    if (!isDrift(verdict)) return row;
    const matching = input.rules.filter(
      (rule) => allows(rule, verdict, row) && selects(rule, row, input.podLabels),
    );
    for (const rule of matching) hits.set(rule, (hits.get(rule) ?? 0) + 1);
    const valid = matching.find(({ expires }) => expires >= input.today);
    if (valid === undefined) return row;
    const { reason, expires } = valid;
    return { ...row, verdict: 'excepted', exception: { verdict, reason, expires } };
  };
  const excepted = { endpoints: endpoints.map(judge), services: services.map(judge) };
  return { ...excepted, notes: [...hits].flatMap(([rule, amount]) => noteOn(rule, amount, input)) };
}

function allows({ finding, verdict }: ExceptionRule, seen: Drift, row: EndpointRow | ServiceRow): boolean {
  if (verdict !== undefined && verdict !== seen) return false;
  return finding === undefined || explain(row)?.code === finding;
}

function noteOn(rule: ExceptionRule, hits: number, { today, namespace, whole }: ExceptionInput): RunNote[] {
  // It is for another run.
  if (rule.namespace !== undefined && rule.namespace !== namespace) return [];
  const { expires, reason } = rule;
  if (expires < today) {
    const drifts = hits === 0 ? 'nothing needs it any more' : `${count(hits, 'row')} would need it`;
    const message = `the exception for ${nameOf(rule)} (${reason}) expired on ${expires}; ${drifts}`;
    return [{ code: 'exception-expired', message }];
  }
  if (hits > 0 || !whole) return [];
  return [
    { code: 'exception-unused', message: `no drift needs the exception for ${nameOf(rule)} (${reason})` },
  ];
}

function nameOf({ finding, verdict, namespace, service, labels, port }: ExceptionRule): string {
  const pods = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return [
    ...[finding, verdict].filter((part) => part !== undefined),
    ...(namespace === undefined ? [] : [`namespace ${namespace}`]),
    ...(service === undefined ? [] : [`Service ${service}`]),
    ...(pods.length === 0 ? [] : [`pods with ${pods.join(',')}`]),
    ...(port === undefined ? [] : [`port ${port}`]),
  ].join(', ');
}
