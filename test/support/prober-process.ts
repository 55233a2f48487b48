import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Batch, ProbePlan, Role } from '../../src/model/plan.ts';

export const NONCE = 'n0nce';

export interface ProberBundle {
  folder: string;
  script: string;
  /** Writes a plan beside the script and gives the environment for a role. */
  prepare(
    role: Role,
    batches: Batch[],
    more?: Partial<ProbePlan>,
  ): Promise<Record<string, string | undefined>>;
  remove(): Promise<void>;
}

/** The prober bundled as for a pod, in a folder of its own. */
export async function bundleProber(root: string): Promise<ProberBundle> {
  const folder = await mkdtemp(join(tmpdir(), 'mtls-verify-prober-'));
  const script = join(folder, 'prober.mjs');
  await build({
    entryPoints: ['src/prober/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    outfile: script,
    logLevel: 'silent',
  });
  return {
    folder,
    script,
    async prepare(role, batches, more = {}) {
      const plan: ProbePlan = {
        version: 1,
        nonce: NONCE,
        roots: [root],
        concurrency: 8,
        dialTimeout: 5000,
        deadline: 60_000,
        batches: { outside: [], mesh: [], via: [], [role]: batches },
        ...more,
      };
      await writeFile(join(folder, 'plan-0.json'), JSON.stringify(plan));
      return { PATH: process.env.PATH, MTLS_PROBE_ROLE: role, POD_IP: '127.0.0.1' };
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
