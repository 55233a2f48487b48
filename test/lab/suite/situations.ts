import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';
import type { SituationObject } from '../../../src/demo/situation/read-objects.ts';
import { sourcesOf } from '../../../src/demo/situation/situation.ts';

const all = await listSituations('fixtures/situations');

/** Situations that a real Istio can be in: there the same rows are asserted as on the embedded mesh. */
export const onBoth = all.filter(({ lab }) => lab === true);
export const embeddedOnly = all.filter(({ lab }) => lab !== true);

/** Situations with namespaces of their own stay on the lab for all suites; the others take turns in the same namespaces. */
export const standing = onBoth.filter(({ run }) =>
  [run.namespace, ...sourcesOf(run)].some((one) => one.startsWith('lab-')),
);
const passing = await Promise.all(
  onBoth
    .filter((one) => !standing.includes(one))
    .map(async (one) => ({ ...one, places: await placesOf(one.name) })),
);

/** Those that are about namespace `app` alone, which can have any name: several at once. */
export const inApp = passing.filter(({ places }) => places.join() === 'app');
/** Those that change the whole mesh or have several namespaces: one at a time. */
export const alone = passing.filter((one) => !inApp.includes(one));

/** The namespaces of what a situation brings; the root namespace when it changes the mesh configuration. */
async function placesOf(name: string): Promise<string[]> {
  const text = await readFile(`fixtures/situations/${name}/cluster.yaml`, 'utf8');
  const objects = parseAllDocuments(text).map((document) => document.toJS() as SituationObject);
  const places = objects.map(({ kind, metadata }) =>
    kind === 'Namespace' ? metadata.name : (metadata.namespace ?? 'istio-system'),
  );
  return [...new Set(places)].toSorted();
}

/** What only the lab shows, by test file: situations in time, which a fixture of objects cannot hold. */
export const LAB_ONLY: Record<string, string> = {
  'cells.test.ts': 'every dial in every mode, class of port and data plane, and a filter of packets',
  'failures.test.ts': 'images, quotas and rights of a real API server and kubelet',
  'interrupted.test.ts': 'a run that is ended half way, and what the cluster removes then',
  'kubectl.test.ts': 'the real kubectl on an embedded mesh',
  'mesh-wide.test.ts': 'mesh-wide settings that change under running pods',
  'random.test.ts': 'random sets of policies, the same generator as for istiod (test/oracle)',
  'restricted.test.ts': 'Pod Security, the memory of the probe pods and the TLS that a real Envoy takes',
  'stale.test.ts': 'proxies that keep an old policy while istiod is paused',
};
