import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Temporary folders of a process that ran an embedded mesh. */
export function foldersOf(pid: number | undefined): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith(`mtls-verify-demo-${pid}-`));
}

/** Containers of that process: they have its temporary folder on their command line. None where there is no /proc. */
export function containersOf(pid: number | undefined): string[] {
  const running = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return running.filter((other) => {
    try {
      return readFileSync(`/proc/${other}/cmdline`, 'utf8').includes(`mtls-verify-demo-${pid}-`);
    } catch {
      // It ended since the folder was read.
      return false;
    }
  });
}
