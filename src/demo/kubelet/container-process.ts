import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type ContainerLog, closeLog, writeLog } from '../api/log-book.ts';
import { GUARD_ARGUMENTS } from './guard.ts';

/** How a container ended. */
export interface ContainerEnd {
  exitCode: number;
  /** Number of the signal that ended it, 0 for none. */
  signal: number;
}

export interface ContainerProcess {
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
  ended: Promise<ContainerEnd>;
}

const SIGNALS: Partial<Record<NodeJS.Signals, number>> = {
  SIGINT: 2,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGTERM: 15,
};

/**
 * Runs node as a container: own process group, so that Ctrl-C in the terminal does not reach it; no stdin; the guard's
 * pipe as descriptor 3; both outputs into one log.
 */
export function startProcess(
  args: string[],
  env: Record<string, string>,
  cwd: string,
  log: ContainerLog,
): ContainerProcess {
  const child = spawn(process.execPath, [...GUARD_ARGUMENTS, ...args], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  capture(child.stdout, log);
  capture(child.stderr, log);
  const ended = new Promise<ContainerEnd>((resolve) => {
    child.on('error', (error) => {
      writeLog(log, `failed to start: ${error.message}`);
      closeLog(log);
      resolve({ exitCode: 128, signal: 0 });
    });
    child.on('close', (code, signal) => {
      closeLog(log);
      const number = signal === null ? 0 : (SIGNALS[signal] ?? 1);
      resolve({ exitCode: code ?? 128 + number, signal: number });
    });
  });
  return { ended, kill: (signal) => killGroup(child, signal) };
}

function killGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Ended between the check and the signal.
  }
}

function capture(stream: Readable | null, log: ContainerLog): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream?.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) writeLog(log, line);
  });
  stream?.on('end', () => {
    rest += decoder.end();
    if (rest !== '') writeLog(log, rest, false);
  });
}
