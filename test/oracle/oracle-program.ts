import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The oracle that test/oracle/build.sh puts into the lab's cache folder. */
export function oracleProgram(): string {
  const { ORACLE, MTLS_LAB_DIR, XDG_CACHE_HOME } = process.env;
  const cache = MTLS_LAB_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mtls-verify-lab');
  const program = ORACLE ?? join(cache, 'bin', 'oracle');
  if (!existsSync(program)) {
    console.error(`no oracle at ${program}: build it with test/oracle/build.sh`);
    process.exit(2);
  }
  return program;
}
