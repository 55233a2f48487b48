import { once } from 'node:events';
import { loadavg } from 'node:os';
import { execa } from 'execa';
import { type Measure, median } from '../measure.ts';
import { proberOnce, type Took } from './once.ts';

const ROUNDS = 5;
const TARGETS = 1000;
const MANY_TARGETS = 5000;
/** As buildPlan has it. */
const CONCURRENCY = 32;

/** Runs something beside a process with a target to dial. */
async function withTarget<T>(use: (target: { port: number; root: string }) => Promise<T>): Promise<T> {
  const server = execa(process.execPath, ['scripts/run-ts.mjs', 'bench/prober/target.ts']);
  try {
    const [line] = await once(server.stdout, 'data');
    return await use(JSON.parse(String(line)));
  } finally {
    server.stdin.end();
    await server;
  }
}

async function bareOnce(port: number): Promise<Omit<Took, 'memory'>> {
  const args = [port, 2 * TARGETS, CONCURRENCY].map(String);
  const { stdout } = await execa(process.execPath, ['scripts/run-ts.mjs', 'bench/prober/bare.ts', ...args]);
  return JSON.parse(stdout);
}

/** Prober and bare loop in turn, so that both see the same machine. */
async function inTurn() {
  return withTarget(async (target) => {
    const ours: Took[] = [];
    const bare: Omit<Took, 'memory'>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await bareOnce(target.port));
      ours.push(await proberOnce(target, TARGETS, CONCURRENCY));
    }
    const dials = 2 * TARGETS;
    const cpu = (took: { cpu: number }[]) => (1000 * median(took.map((one) => one.cpu))) / dials;
    const rate = (took: { ms: number }[]) => Math.round((1000 * dials) / median(took.map(({ ms }) => ms)));
    const detail =
      `${Math.round(1e6 / cpu(ours))} and ${Math.round(1e6 / cpu(bare))} dials a second of CPU, ` +
      `${rate(ours)} and ${rate(bare)} a second of time, prober and bare; load ${loadavg()[0]?.toFixed(1)}`;
    return { ours: cpu(ours), bare: cpu(bare), detail };
  });
}

/** CPU of one TLS dial without a certificate: at least 1,000 a second of one core. */
export async function proberThroughput(): Promise<Measure> {
  const { ours, detail } = await inTurn();
  return { value: Math.round(ours), limit: 1000, unit: 'µs', detail };
}

/** The same over a loop of bare tls.connect: at least 70 % of its rate. */
export async function proberVsBare(): Promise<Measure> {
  const { ours, bare, detail } = await inTurn();
  return { value: Math.round((100 * ours) / bare) / 100, limit: 1.43, unit: 'ratio', detail };
}

/** The most memory that a prober takes with 5,000 targets. */
export async function proberMemory(): Promise<Measure> {
  const { memory, ms } = await withTarget((target) => proberOnce(target, MANY_TARGETS, CONCURRENCY));
  return {
    value: memory,
    limit: 128,
    unit: 'MiB',
    detail: `peak, ${MANY_TARGETS} targets, ${2 * MANY_TARGETS} dials in ${(ms / 1000).toFixed(1)} s`,
  };
}
