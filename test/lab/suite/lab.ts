import { execa } from 'execa';
import type { Run } from '../../../src/model/run.ts';

/** The image of the probe pods; another cluster than the lab names its own. */
export const IMAGE = process.env['MTLS_LAB_IMAGE'] ?? 'lab.local/node:1';
export const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;

/** Runs a command against the cluster: inside the lab, or straight where KUBECONFIG names another one. */
export function inLab(command: string, args: string[], options: { reject?: boolean; input?: string } = {}) {
  const [file, all] = process.env['KUBECONFIG']
    ? [command, args]
    : ['bash', ['test/lab/lab', 'exec', command, ...args]];
  return execa(file, all, { timeout: 240_000, ...options });
}

export const kubectl = (...args: string[]) => inLab('kubectl', args);

export async function apply(object: object): Promise<void> {
  await inLab('kubectl', ['apply', '-f', '-'], { input: JSON.stringify(object) });
}

/** A command of the lab itself, such as `mesh strict`. */
export const lab = (...args: string[]) => execa('bash', ['test/lab/lab', ...args], { timeout: 240_000 });

export interface CliResult {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
}

/** The built CLI as a process that can be signalled. */
export const startCli = (...args: string[]) => inLab(NODE, ['bin/run.js', ...args], { reject: false });

/** The built CLI on the cluster. */
export async function cli(...args: string[]): Promise<CliResult> {
  const { exitCode, stdout, stderr } = await inLab(NODE, ['bin/run.js', ...args], { reject: false });
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

/** The built CLI's `namespace` command with the lab's image, as JSON. */
export async function verifyNamespace(...args: string[]): Promise<CliResult & { run: Run }> {
  const result = await cli('namespace', ...args, '--image', IMAGE, '--output', 'json');
  return { ...result, run: JSON.parse(result.stdout) as Run };
}

/** What of ours is in the cluster. */
export async function leftovers(): Promise<string[]> {
  const selector = 'app.kubernetes.io/managed-by=mtls-verify';
  const { stdout } = await kubectl('get', 'jobs,pods,configmaps', '-A', '-l', selector, '-o', 'name');
  return String(stdout).split('\n').filter(Boolean);
}

/** Asks again until the answer is right; the last answer when time is over. */
export async function eventually<T>(
  ask: () => Promise<T>,
  right: (answer: T) => boolean,
  seconds: number,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (right(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
