import { isPlaceholder } from '../manifests/complete-pods.ts';
import { type PolicyReport, policyReport } from '../predict/policy-report.ts';
import type { ResultFormat } from '../report/format.ts';
import { policyTable } from '../report/policy-table.ts';
import type { Output } from './output/output-flag.ts';
import { tellResult } from './output/tell-result.ts';
import { type ObjectSource, readObjects } from './read-objects.ts';

interface PolicyOptions extends ObjectSource {
  output: Output<ResultFormat>[];
  color: boolean;
  ascii: boolean;
  version: string;
}

/** Does the work of `mtls-verify policy` and returns the exit code. */
export async function runPolicy(options: PolicyOptions): Promise<number> {
  return tellResult(options, async () => {
    const snapshot = await readObjects(options);
    const report = withoutPlaceholders(policyReport(snapshot, options.namespace ?? null));
    const { server, client, findings } = report;
    return {
      document: { server, client, findings },
      table: (options) => policyTable(report, options),
      exitCode: findings.some(({ level }) => level === 'error') ? 1 : 0,
    };
  });
}

/** Pods that do not run yet have no address to tell. */
function withoutPlaceholders(report: PolicyReport): PolicyReport {
  const client = report.client.map((row) =>
    row.endpoint !== null && isPlaceholder(row.endpoint) ? { ...row, endpoint: null } : row,
  );
  const rows = new Map(client.map((row) => [JSON.stringify(row), row]));
  return { ...report, client: [...rows.values()] };
}
