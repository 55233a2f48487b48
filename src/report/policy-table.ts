import type { PolicyReport } from '../predict/policy-report.ts';
import { groupBy } from '../util/group.ts';
import { count, printable } from '../util/text.ts';
import { findingLines, named } from './finding-lines.ts';
import type { ReportOptions } from './format.ts';

/** What is declared, for people: a line for each port of a pod, one for each way to a Service port, then what to look at. */
export function policyTable({ server, client, findings }: PolicyReport, options: ReportOptions): string {
  const serverLines = columns([
    ['NAMESPACE', 'POD', 'PORT', 'MODE', 'DECIDED BY'],
    ...server.map(({ namespace, pod, port, mode, decidedBy }) => [
      namespace,
      pod,
      String(port),
      mode,
      named(decidedBy),
    ]),
  ]);
  const parts = [serverLines, columns(clientLines(client)), findingLines(findings, options)].filter(
    (part) => part.length > 0,
  );
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

/** Clients and endpoints for which the same holds share a line. */
function clientLines(client: PolicyReport['client']): string[][] {
  const groups = groupBy(client, ({ namespace, host, port, subset, tls, decidedBy }) =>
    JSON.stringify([namespace, host, port, subset, tls, named(decidedBy)]),
  );
  const lines = [...groups.values()].map((rows) => {
    const [first] = rows;
    const pods = count(new Set(rows.map(({ pod }) => pod)).size, 'pod');
    const endpoints = count(new Set(rows.flatMap(({ endpoint }) => endpoint ?? [])).size, 'endpoint');
    const to = first?.subset == null ? '' : ` subset ${first.subset}`;
    return [
      first?.namespace ?? '',
      pods,
      `${first?.host}:${first?.port}${to}`,
      endpoints,
      first?.tls ?? '',
      named(first?.decidedBy ?? null),
    ];
  });
  return [['FROM', 'CLIENTS', 'TO', 'ENDPOINTS', 'SENDS', 'DECIDED BY'], ...lines];
}

/** Nothing for a head without rows. */
function columns(rows: string[][]): string[] {
  if (rows.length < 2) return [];
  const clean = rows.map((row) => row.map((cell) => printable(cell, 300)));
  const widths = clean.reduce<number[]>(
    (found, row) => row.map((cell, column) => Math.max(cell.length, found[column] ?? 0)),
    [],
  );
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
