import { tmpdir } from 'node:os';
import { execa } from 'execa';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;

/** The built CLI with no cluster of this machine's own, and what `env` says. */
export function startCli(args: string[], env: Record<string, string> = {}) {
  return execa(NODE, ['bin/run.js', ...args], {
    reject: false,
    env: { NO_COLOR: '1', KUBECONFIG: '', HOME: tmpdir(), ...env },
  });
}
