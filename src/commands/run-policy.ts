import { isPlaceholder } from '../manifests/complete-pods.ts';
import { withMeshConfig } from '../manifests/mesh-config.ts';
import { readText } from '../manifests/read-files.ts';
import { readManifests } from '../manifests/read-manifests.ts';
import { VerifyError } from '../model/errors.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { readMeshes } from '../policy/mesh.ts';
import { type PolicyReport, policyReport } from '../predict/policy-report.ts';
import { policyTable } from '../report/policy-table.ts';
import { printError } from './print-error.ts';
import { wantsColour } from './wants-colour.ts';

interface PolicyOptions {
  kubeconfig?: string | undefined;
  context?: string | undefined;
  namespace?: string | undefined;
  /** Manifests; the cluster is read when there are none. */
  filename: string[];
  meshConfig?: string | undefined;
  output: 'table' | 'json';
  color: boolean;
}

/** Does the work of `mtls-verify policy` and returns the exit code. */
export async function runPolicy(options: PolicyOptions): Promise<number> {
  try {
    const snapshot = await read(options);
    for (const { resource, problem } of snapshot.notes) {
      // A kind that is not installed has no objects to miss.
      if (problem === 'forbidden')
        process.stderr.write(`Note: ${resource} may not be listed, so none are known here.\n`);
    }
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

async function read({ filename, meshConfig, namespace = '', ...options }: PolicyOptions): Promise<Snapshot> {
  const found = filename.length > 0 ? await readManifests(filename) : await readCluster(namespace, options);
  if (meshConfig !== undefined) return withMeshConfig(found, await readText(meshConfig));
  // Manifests of applications come without a control plane: Istio's defaults hold.
  return filename.length > 0 && readMeshes(found).length === 0 ? withMeshConfig(found, '') : found;
}

async function readCluster(
  namespace: string,
  options: { kubeconfig?: string | undefined; context?: string | undefined },
): Promise<Snapshot> {
  const [{ connect }, { readSnapshot }, { requireNamespaces }] = await Promise.all([
    import('../cluster/connect.ts'),
    import('../cluster/read-snapshot.ts'),
    import('../requirements.ts'),
  ]);
  const client = connect({ ...options, requestTimeout: 30_000 });
  try {
    const scope = { namespace, from: namespace };
    const snapshot = await readSnapshot(client, scope);
    requireNamespaces(snapshot, scope, readMeshes(snapshot));
    return snapshot;
  } finally {
    client.close();
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
