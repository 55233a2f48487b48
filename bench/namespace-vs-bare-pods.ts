import { execa } from 'execa';
import { type Measure, ratio, timed } from './measure.ts';

/** The lab's namespace that the measure probes; any other cluster can name its own. */
const NAMESPACE = process.env['MTLS_BENCH_NAMESPACE'] ?? 'lab-strict';
const IMAGE = process.env['MTLS_BENCH_IMAGE'] ?? 'lab.local/node:1';

/** A whole `namespace` run over two bare Jobs with the same pods that print one line, both on the cluster at hand. */
export async function namespaceVsBarePods(): Promise<Measure> {
  const inCluster = (args: string[]) =>
    process.env['KUBECONFIG']
      ? execa(process.execPath, args)
      : execa('bash', ['test/lab/lab', 'exec', process.execPath, ...args]);
  const ours = () =>
    timed(async () => {
      const { exitCode, stderr } = await inCluster([
        'bin/run.js',
        'namespace',
        NAMESPACE,
        '--image',
        IMAGE,
      ]).catch((error: { exitCode?: number; stderr?: string }) => error);
      if (exitCode === undefined || exitCode === 2) throw new Error(`namespace failed: ${stderr}`);
    });
  const bare = async () => {
    const { stdout } = await inCluster(['scripts/run-ts.mjs', 'bench/bare-pods.ts', NAMESPACE, IMAGE]);
    return Number(stdout);
  };
  return { ...(await ratio(5, ours, bare)), limit: 1.5, unit: 'ratio' };
}
