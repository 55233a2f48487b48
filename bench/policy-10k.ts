import { loadavg } from 'node:os';
import { execa } from 'execa';
import { type Measure, median } from './measure.ts';

const ROUNDS = 5;

interface Once {
  milliseconds: number;
  endpoints: number;
  services: number;
  cpu: number;
  /** Peak, MiB. */
  memory: number;
}

async function once(): Promise<Once> {
  const { stdout } = await execa(process.execPath, ['scripts/run-ts.mjs', 'bench/policy-once.ts']);
  return JSON.parse(stdout) as Once;
}

/** Declared policy and prediction of 10,000 endpoint ports, 2,000 Services, 1,000 policies and 200 namespaces: the first round of a process, median of processes. */
export async function policy10k(): Promise<Measure> {
  const rounds: Once[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once());
  const [first] = rounds;
  const cpu = Math.round(median(rounds.map((round) => round.cpu)));
  const load = loadavg()[0]?.toFixed(1);
  return {
    value: Math.round(median(rounds.map(({ milliseconds }) => milliseconds))),
    limit: 700,
    unit: 'ms',
    detail: `${first?.endpoints} endpoint ports, ${first?.services} Services, ${ROUNDS} processes; ${cpu} ms of CPU; load ${load}`,
  };
}

/** The most memory that such a process takes. */
export async function policyMemory(): Promise<Measure> {
  const { memory, endpoints } = await once();
  return { value: memory, limit: 300, unit: 'MiB', detail: `peak, ${endpoints} endpoint ports` };
}
