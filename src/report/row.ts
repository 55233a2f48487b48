import type { Entry } from '../catalogue/entry.ts';
import { fillFix } from '../catalogue/fill.ts';
import { explain } from '../judge/explain.ts';
import { sentence } from '../judge/judgement.ts';
import { objectsOf } from '../judge/objects.ts';
import type { Excepted } from '../model/exception.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { Run } from '../model/run.ts';
import type { EndpointRow, ServiceRow, Verdict } from '../model/verdict.ts';
import { compare, compareNumbers } from '../util/compare.ts';
import { printable } from '../util/text.ts';
import { namesOfSources } from './source-names.ts';

/** One judged row in words that can be printed, for formats that list rows. */
export interface ReportRow {
  side: 'endpoint' | 'client';
  namespace: string;
  /** `Service web`, `pod web-1` or `address 10.0.0.1`. */
  owner: string;
  /** Port of the Service; of the endpoint where there is no Service. */
  port: number;
  /** The pod with its address, or the mesh client; and the source where there are several. */
  who: string;
  verdict: Verdict;
  /** What was seen, and why where the prediction says it. */
  what: string;
  /** The finding; null for a plain match. */
  entry: Entry | null;
  /** What to do; null without a finding. */
  fix: string | null;
  /** The policy that decides; the pod or Service itself where none does. */
  policy: ObjectReference | null;
  exception: Excepted | null;
  /** Time that the dials of the row took, in milliseconds. */
  ms: number;
}

/** Every row of a run once: by owner and port, endpoints before the client of the same port. */
export function reportRows(run: Run): ReportRow[] {
  const sourceOf = namesOfSources(run);
  const rows = [...run.endpoints, ...run.services].map((row): ReportRow => {
    const source = sourceOf(row);
    const words = 'observations' in row ? endpointRow(row) : clientRow(row);
    return source === null ? words : { ...words, who: `${words.who}, from ${printable(source)}` };
  });
  return rows.toSorted(
    (a, b) =>
      compare(a.namespace, b.namespace) ||
      compare(a.owner, b.owner) ||
      a.port - b.port ||
      compare(b.side, a.side) ||
      compareNumbers(a.who, b.who),
  );
}

/** Who a row is about: the pod with its address, or the mesh client. */
export function whoOf(row: EndpointRow | ServiceRow): string {
  const { id } = row.target;
  if (!('observations' in row)) return `mesh client to ${id}`;
  return row.target.pod === null ? id : `pod ${row.target.pod}, ${id}`;
}

/** What was seen, with the reason of the prediction where that explains the drift, and that of the exception which allows it. */
export function whatOf({ detail, cause, prediction, exception }: EndpointRow | ServiceRow): string {
  const explains = cause !== null && cause === prediction.cause && prediction.reason !== '';
  const why = explains ? ` Why: ${sentence(prediction.reason)}` : '';
  if (exception === undefined) return `${detail}${why}`;
  const { verdict, expires, reason } = exception;
  return `${detail}${why} Such drift (${verdict}) is allowed until ${expires}: ${sentence(reason)}`;
}

function endpointRow(row: EndpointRow): ReportRow {
  const { services, pod, ip, port, namespace } = row.target;
  const [service] = services;
  const alone = pod === null ? `address ${ip}` : `pod ${pod}`;
  const ms = row.observations.map(({ evidence }) => evidence?.ms.total ?? 0);
  return {
    ...wordsOf(row),
    side: 'endpoint',
    namespace: printable(service?.namespace ?? namespace),
    owner: printable(service === undefined ? alone : `Service ${service.service}`, 300),
    port: service?.port ?? port,
    ms: ms.reduce((sum, one) => sum + one, 0),
  };
}

function clientRow(row: ServiceRow): ReportRow {
  const { namespace, service, port } = row.target;
  return {
    ...wordsOf(row),
    side: 'client',
    namespace: printable(namespace),
    owner: printable(`Service ${service}`, 300),
    port,
    ms: row.observation?.evidence?.ms.total ?? 0,
  };
}

function wordsOf(row: EndpointRow | ServiceRow) {
  const entry = explain(row);
  const objects = objectsOf(row);
  return {
    who: printable(whoOf(row), 600),
    verdict: row.verdict,
    exception: row.exception ?? null,
    what: printable(whatOf(row), 1600),
    entry,
    fix: entry && printable(fillFix(entry.fix, objects)),
    policy: policyOf(row) ?? objects[0] ?? null,
  };
}

function policyOf(row: EndpointRow | ServiceRow): ObjectReference | null {
  if ('observations' in row) return row.prediction.declared.decidedBy;
  return row.prediction.client.find(({ policy }) => policy.decidedBy !== null)?.policy.decidedBy ?? null;
}
