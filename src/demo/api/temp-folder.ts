import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'mtls-verify-demo-';
/** A folder is only swept when it is this old, in milliseconds: process ids come back. */
const OLD = 600_000;

/** Makes a temporary folder that bears the process id, and sweeps those of processes that were killed. */
export function makeTempFolder(): string {
  sweep();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const path = join(tmpdir(), name);
    try {
      const { mtimeMs, uid } = statSync(path);
      if (uid === process.getuid?.() && Date.now() - mtimeMs > OLD)
        rmSync(path, { recursive: true, force: true });
    } catch {
      // Another process sweeps as well: what is gone is gone.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
