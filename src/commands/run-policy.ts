import { isPlaceholder } from '../manifests/complete-pods.ts';
import { VerifyError } from '../model/errors.ts';
import { type PolicyReport, policyReport } from '../predict/policy-report.ts';
import { policyTable } from '../report/policy-table.ts';
import { printError } from './print-error.ts';
import { type ObjectSource, readObjects } from './read-objects.ts';
import { wantsColour } from './wants-colour.ts';

interface PolicyOptions extends ObjectSource {
  output: 'table' | 'json';
  color: boolean;
}

/** Does the work of `mtls-verify policy` and returns the exit code. */
export async function runPolicy(options: PolicyOptions): Promise<number> {
  try {
    const snapshot = await readObjects(options);
    const report = withoutPlaceholders(policyReport(snapshot, options.namespace ?? null));
    const { server, client, findings } = report;
    process.stdout.write(
      options.output === 'json'
        ? `${JSON.stringify({ server, client, findings }, null, 2)}\n`
        : policyTable(report, wantsColour(options)),
    );
    return findings.some(({ level }) => level === 'error') ? 1 : 0;
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    printError(error, options.output);
    return error.exitCode;
  }
}

/** Pods that do not run yet have no address to tell. */
function withoutPlaceholders(report: PolicyReport): PolicyReport {
  const client = report.client.map((row) =>
    row.endpoint !== null && isPlaceholder(row.endpoint) ? { ...row, endpoint: null } : row,
  );
  const rows = new Map(client.map((row) => [JSON.stringify(row), row]));
  return { ...report, client: [...rows.values()] };
}
