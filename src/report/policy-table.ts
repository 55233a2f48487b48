import type { PolicyReport } from '../predict/policy-report.ts';
import { groupBy } from '../util/group.ts';
import { count } from '../util/text.ts';
import { findingLines, named } from './finding-lines.ts';
import type { ReportOptions } from './format.ts';
import { plainColumns } from './plain-columns.ts';

/** What is declared, for people: a line for each port of a pod, one for each way to a Service port, then what to look at. */
export function policyTable({ server, client, findings }: PolicyReport, options: ReportOptions): string {
  const serverLines = plainColumns([
    ['NAMESPACE', 'POD', 'PORT', 'MODE', 'DECIDED BY'],
    ...server.map(({ namespace, pod, port, mode, decidedBy }) => [
      namespace,
      pod,
      String(port),
      mode,
      named(decidedBy),
    ]),
  ]);
  const parts = [serverLines, plainColumns(clientLines(client)), findingLines(findings, options)].filter(
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
