import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Batch, ProbePlan } from '../../src/model/plan.ts';
import { PROBER_FLAGS } from '../../src/plan/pod-spec.ts';

/** What so many dials took. */
export interface Took {
  ms: number;
  /** Milliseconds of one core. */
  cpu: number;
  /** Peak, MiB. */
  memory: number;
}

const NONCE = 'bench';
/** Tells at the end of the process what it took, without a change to it. */
const METER = `import { writeSync } from 'node:fs';
const start = performance.now();
process.on('exit', () => writeSync(2, JSON.stringify({ ms: performance.now() - start, ...process.resourceUsage() })));`;

/** Runs the built prober over targets that are all one port, with two TLS dials without a certificate each, as a pod would. */
export async function proberOnce(
  target: { port: number; root: string },
  targets: number,
  concurrency: number,
): Promise<Took> {
  const folder = await mkdtemp(join(tmpdir(), 'mtls-verify-bench-'));
  try {
    const plan = planFor(target, targets, concurrency);
    await copyFile('dist/prober.mjs', join(folder, 'prober.mjs'));
    await writeFile(join(folder, 'plan-0.json'), JSON.stringify(plan));
    const hook = `data:text/javascript,${encodeURIComponent(METER)}`;
    const { stdout, stderr } = await execa(
      process.execPath,
      [...PROBER_FLAGS, '--import', hook, join(folder, 'prober.mjs')],
      {
        env: { MTLS_PROBE_ROLE: 'outside', POD_IP: '127.0.0.1' },
        maxBuffer: 256 * 1024 * 1024,
      },
    );
    const right = stdout.split('\n').filter((line) => /"alert":116.*"trusted":true/.test(line)).length;
    if (right !== 2 * targets) throw new Error(`only ${right} of ${2 * targets} dials met the target`);
    const { ms, userCPUTime, systemCPUTime, maxRSS } = JSON.parse(stderr);
    return { ms, cpu: (userCPUTime + systemCPUTime) / 1000, memory: Math.round(maxRSS / 1024) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function planFor(target: { port: number; root: string }, targets: number, concurrency: number): ProbePlan {
  const connectTo: Record<string, string> = {};
  const outside = Array.from({ length: targets }, (_, index): Batch => {
    const host = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    connectTo[`${host}:8080`] = `127.0.0.1:${target.port}`;
    return {
      target: `${host}:8080`,
      host,
      port: 8080,
      dials: ['tls-mesh', 'tls-plain'],
      speak: 'token',
      gentle: false,
      expects: { 'tls-mesh': 0, 'tls-plain': 0 },
    };
  });
  return {
    version: 1,
    nonce: NONCE,
    roots: [target.root],
    concurrency,
    dialTimeout: 3000,
    deadline: 600_000,
    batches: { outside, mesh: [], via: [] },
    expectations: [{ outcomes: ['certificate-required'] }],
    connectTo,
  };
}
