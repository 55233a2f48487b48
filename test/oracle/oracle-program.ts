import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labFolder } from '../support/lab-folder.ts';

/** The oracle that test/oracle/build.sh puts into the lab's cache folder. */
export function oracleProgram(): string {
  const program = process.env['ORACLE'] ?? join(labFolder(), 'bin', 'oracle');
  if (!existsSync(program)) {
    console.error(`no oracle at ${program}: build it with test/oracle/build.sh`);
    process.exit(2);
  }
  return program;
}
