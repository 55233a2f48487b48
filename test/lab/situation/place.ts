import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import { createAuthority } from '../../../src/certificate/authority.ts';
import { readObjects, type SituationObject } from '../../../src/demo/situation/read-objects.ts';
import { readWire } from '../../../src/demo/wire/read-wire.ts';
import type { Wire } from '../../../src/demo/wire/wire.ts';
import { IMAGE, inLab, kubectl, lab } from '../suite/lab.ts';
import { MARK, type RealObjects, realObjects } from './real-objects.ts';
import { renamed } from './renamed.ts';

const FOLDER = 'fixtures/situations';
/** Everything a situation can bring, as `kubectl delete` names it. */
const KINDS =
  'pods,services,peerauthentications,destinationrules,sidecars,virtualservices,serviceentries,workloadentries,authorizationpolicies,requestauthentications,envoyfilters,networkpolicies';

/** Puts situations of the folder on the cluster, all at once, and waits until their pods are ready. `app` can get another name. */
export async function place(names: readonly string[], app = 'app'): Promise<void> {
  await placeObjects(
    await Promise.all(
      names.map(async (name) => {
        const [objects, text] = await Promise.all([
          readObjects(FOLDER, name),
          readFile(join(FOLDER, name, 'wire.yaml'), 'utf8'),
        ]);
        return { objects: renamed(objects, 'app', app), wire: readWire(text) };
      }),
    ),
  );
}

/** The same for objects that no file holds; of `wire` only the applications count. */
export async function placeObjects(
  situations: readonly { objects: SituationObject[]; wire: Wire }[],
): Promise<void> {
  const files = await applicationFiles();
  const all = situations.map(({ objects, wire }) => realObjects(objects, wire, { image: IMAGE, files }));
  const fields = [...new Set(all.flatMap(({ mesh }) => mesh))];
  if (fields.length > 0) await lab('mesh', ...fields);
  const namespaces = all.flatMap((one) => one.namespaces) as { metadata: { name: string } }[];
  await apply(namespaces);
  await Promise.all([...new Set(namespaces.map(({ metadata }) => metadata.name))].map(rootCertificate));
  await eachSecond(all);
  const pods = all.flatMap((one) => one.pods);
  await apply(pods);
  const places = [...new Set(pods.map(({ metadata }) => metadata?.namespace ?? ''))];
  await Promise.all(
    places.map((namespace) =>
      kubectl(
        '-n',
        namespace,
        'wait',
        '--for=condition=Ready',
        'pod',
        '-l',
        `${MARK}=situation`,
        '--timeout=180s',
      ),
    ),
  );
}

/** Takes what `place` put there out of namespaces. */
export async function clear(namespaces: readonly string[]): Promise<void> {
  await Promise.all(
    namespaces.map((namespace) =>
      kubectl('-n', namespace, 'delete', KINDS, '-l', `${MARK}=situation`, '--force', '--grace-period=0'),
    ),
  );
}

/** The same for the whole mesh: the root namespace and the mesh configuration too. */
export async function clearMesh(namespaces: readonly string[]): Promise<void> {
  await Promise.all([lab('mesh', 'reset'), clear([...namespaces, 'istio-system'])]);
}

/** Injected pods mount it: a pod that starts before istiod wrote it waits for the kubelet's next try. A namespace that istiod does not see never gets it. */
async function rootCertificate(namespace: string): Promise<void> {
  const wait = ['wait', '--for=create', 'configmap/istio-ca-root-cert', '--timeout=10s'];
  await inLab('kubectl', ['-n', namespace, ...wait], { reject: false });
}

/** Objects of one age are applied together; an older one must be older on the cluster too, where times are whole seconds. */
async function eachSecond(all: readonly RealObjects[]): Promise<void> {
  const longest = Math.max(...all.map(({ settings }) => settings.length));
  for (let age = 0; age < longest; age++) {
    if (age > 1) await sleep(1100);
    await apply(all.flatMap(({ settings }) => settings[age] ?? []));
  }
}

async function apply(items: readonly object[]): Promise<void> {
  if (items.length === 0) return;
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await inLab('kubectl', ['apply', '--server-side', '--force-conflicts', '-f', '-'], { input: list });
}

async function applicationFiles(): Promise<Record<string, string>> {
  const authority = await createAuthority('application');
  const { cert, key } = await authority.issue({ names: [{ type: 'dns', value: 'app.lab' }] });
  const { outputFiles } = await build({
    entryPoints: ['test/lab/situation/application.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return { 'main.mjs': outputFiles[0]?.text ?? '', 'tls.crt': cert, 'tls.key': key };
}
