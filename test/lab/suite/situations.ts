import { listSituations } from '../../../src/demo/situation/list-situations.ts';

const all = await listSituations('fixtures/situations');

/** Situations that a real Istio can be in: there the same rows are asserted as on the embedded mesh. */
export const onBoth = all.filter(({ lab }) => lab === true);
export const embeddedOnly = all.filter(({ lab }) => lab !== true);

/** Situations with namespaces of their own stay on the lab for all suites; the others take turns in the same namespaces. */
export const standing = onBoth.filter(({ run }) =>
  [run.namespace, run.from].some((one) => one?.startsWith('lab-')),
);
export const passing = onBoth.filter((one) => !standing.includes(one));

/** What only the lab shows, by test file: situations in time, which a fixture of objects cannot hold. */
export const LAB_ONLY: Record<string, string> = {
  'failures.test.ts': 'images, quotas and rights of a real API server and kubelet',
  'interrupted.test.ts': 'a run that is ended half way, and what the cluster removes then',
  'kubectl.test.ts': 'the real kubectl on an embedded mesh',
  'mesh-wide.test.ts': 'mesh-wide settings that change under running pods',
  'random.test.ts': 'random sets of policies, the same generator as for istiod (test/oracle)',
  'stale.test.ts': 'proxies that keep an old policy while istiod is paused',
};
