import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the lab keeps its programs (test/lab/scripts/lib.sh). */
export function labFolder(): string {
  const { MTLS_LAB_DIR, XDG_CACHE_HOME } = process.env;
  return MTLS_LAB_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mtls-verify-lab');
}
