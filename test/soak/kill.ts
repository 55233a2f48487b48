import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;

export interface Killed {
  pid: number;
  /** Milliseconds that it lived. */
  lived: number;
  /** False when it had ended by itself before. */
  killed: boolean;
  /** Its last line of progress, without what is different in each run. */
  last: string;
}

/** Runs the built CLI in a process group of its own and kills it (SIGKILL) when `when` calls back. */
export async function runAndKill(
  args: string[],
  env: Record<string, string>,
  when: (kill: () => void) => void,
): Promise<Killed> {
  const start = performance.now();
  const child = spawn(NODE, ['bin/run.js', ...args], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], NO_COLOR: '1', HOME: tmpdir(), ...env },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  when(() => child.kill('SIGKILL'));
  const [, signal] = await ended;
  const last = said.trim().split('\n').at(-1) ?? '';
  return {
    pid: child.pid ?? 0,
    lived: performance.now() - start,
    killed: signal === 'SIGKILL',
    last: last.replace(/-[0-9a-f]{8}-\S+/, ''),
  };
}

/** Does the work of all items, so many at a time. */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
