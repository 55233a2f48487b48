import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type PlayedSituation, playSituation } from '../../../src/demo/situation/play-situation.ts';
import type { ExpectedRun } from '../../../src/demo/situation/situation.ts';
import { startCli } from './demo.ts';

const FOLDER = 'fixtures/situations';

/** Starts a situation that the test's end closes. */
export async function play(
  name: string,
  from: string,
  options: Parameters<typeof playSituation>[3] = {},
): Promise<PlayedSituation> {
  const mesh = await playSituation(FOLDER, name, from, options);
  onTestFinished(() => mesh.close());
  return mesh;
}

/** The built CLI on a situation that is played. */
export function cliOn({ kubeconfigPath, connectTo }: PlayedSituation, ...args: string[]) {
  const file = join(dirname(kubeconfigPath), 'connect-to.json');
  writeFileSync(file, JSON.stringify(connectTo));
  return startCli(args, { KUBECONFIG: kubeconfigPath, MTLS_VERIFY_CONNECT_TO: file });
}

/** The rows that a situation expects. */
export function expectedRows(name: string): Pick<ExpectedRun, 'exit' | 'endpoints' | 'services'> {
  const { exit, endpoints, services }: ExpectedRun = JSON.parse(
    readFileSync(join(FOLDER, name, 'expected.json'), 'utf8'),
  );
  return { exit, endpoints, services };
}
