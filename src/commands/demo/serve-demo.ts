import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { playSituation } from '../../demo/situation/play-situation.ts';
import { sourcesOf } from '../../demo/situation/situation.ts';
import { untilInterrupted } from '../../util/interrupt.ts';
import { orTell } from '../output/or-tell.ts';
import { findSituation } from './find-situation.ts';

/** Plays a situation until it is interrupted and tells the shell how to get to it; returns the exit code. */
export async function serveDemo(folder: string, name: string, version: string): Promise<number> {
  return orTell(
    { output: [], version },
    () => null,
    () => serve(folder, name),
  );
}

async function serve(folder: string, name: string): Promise<number> {
  const interrupt = untilInterrupted();
  const found = await findSituation(folder, name);
  const { namespace } = found.run;
  const from = sourcesOf(found.run);
  const mesh = await playSituation(folder, name, from[0] ?? namespace);
  try {
    const { kubeconfigPath } = mesh;
    // In the kubeconfig's own folder, which goes with the mesh.
    const connectTo = join(dirname(kubeconfigPath), 'connect-to.json');
    writeFileSync(connectTo, JSON.stringify(mesh.connectTo, null, 2), { mode: 0o600 });
    process.stdout.write(
      `export KUBECONFIG=${quote(kubeconfigPath)} MTLS_VERIFY_CONNECT_TO=${quote(connectTo)}\n`,
    );
    process.stderr.write(
      `Situation ${name} is up: ${found.summary}. Give the line above to another shell, then try\n  mtls-verify namespace ${namespace}${from.map((one) => ` --from ${one}`).join('')}\nCtrl-C ends it.\n`,
    );
    if (!interrupt.signal.aborted) await once(interrupt.signal, 'abort');
    return 0;
  } finally {
    interrupt.release();
    await mesh.close();
  }
}

/** For a POSIX shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
