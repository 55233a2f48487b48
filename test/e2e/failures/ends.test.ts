import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from '../support/demo.ts';
import { type Broken, leftIn, startBroken } from './support/broken-mesh.ts';
import { playFaults } from './support/table.ts';

const HANGING = { kind: 'hang', verbs: ['list'], resource: 'services' } as const;

playFaults([
  {
    what: 'an interrupt while the cluster is read',
    api: { faults: [HANGING] },
    meanwhile: ({ interrupt }) => setTimeout(interrupt, 300),
    exit: 2,
    named: ['INTERRUPTED'],
  },
  {
    what: 'an interrupt while the pods start',
    kubelet: { failures: [{ failure: { kind: 'slow', seconds: 600 } }] },
    meanwhile: ({ store, interrupt }) =>
      store.subscribe(({ resource, type }) => {
        if (resource.id === 'pods' && type === 'ADDED') setTimeout(interrupt, 100);
      }),
    exit: 2,
    named: ['INTERRUPTED'],
  },
  {
    what: 'an interrupt while the pods are made',
    meanwhile: ({ store, interrupt }) =>
      store.subscribe(({ resource, type }) => {
        if (resource.id === 'jobs.batch' && type === 'ADDED') interrupt();
      }),
    exit: 2,
    named: ['INTERRUPTED'],
  },
  {
    what: 'time that is over while the cluster is read',
    api: { faults: [HANGING] },
    options: { timeout: 1000 },
    exit: 2,
    named: ['TIMEOUT'],
  },
  {
    what: 'a namespace that is being deleted',
    meanwhile: ({ store }) => {
      const namespace = store.find('namespaces', undefined, 'app');
      const { resource } = store.all().find(({ object }) => object === namespace) ?? {};
      if (!namespace || !resource) throw new Error('no namespace app');
      const metadata = { ...namespace.metadata, deletionTimestamp: '2026-11-29T00:00:00Z' };
      store.replace(resource, { ...namespace, metadata });
    },
    exit: 2,
    named: ['NAMESPACE_TERMINATING'],
  },
  {
    what: 'an istio-init that Pod Security does not let in',
    meanwhile: ({ store }) => {
      const namespace = store.find('namespaces', undefined, 'app');
      const { resource } = store.all().find(({ object }) => object === namespace) ?? {};
      if (!namespace || !resource) throw new Error('no namespace app');
      const labels = { ...namespace.metadata.labels, 'pod-security.kubernetes.io/enforce': 'restricted' };
      store.replace(resource, { ...namespace, metadata: { ...namespace.metadata, labels } });
    },
    exit: 3,
    named: ['POD_SECURITY'],
    undecided: ['web 80'],
  },
]);

async function start(broken: Broken = {}) {
  const mesh = await startBroken('healthy', broken);
  onTestFinished(() => mesh.close());
  return mesh;
}

it('two runs at once in one namespace', { timeout: 120_000 }, async () => {
  const mesh = await start();
  const outcomes = await Promise.all([mesh.run(), mesh.run()]);
  expect(outcomes.map(({ exit, named, decided }) => [exit, named, decided.length])).toEqual([
    [0, [], 2],
    [0, [], 2],
  ]);
  await mesh.gone();
});

it('the program killed while its pods run', { timeout: 120_000 }, async () => {
  const slow = { failure: { kind: 'slow', seconds: 600 } } as const;
  const mesh = await start({ kubelet: { second: 50, failures: [slow] } });
  const connectTo = join(dirname(mesh.kubeconfigPath), 'connect-to.json');
  writeFileSync(connectTo, JSON.stringify(mesh.connectTo));
  const running = startCli(['namespace', 'app', '--timeout', '20s'], {
    KUBECONFIG: mesh.kubeconfigPath,
    MTLS_VERIFY_CONNECT_TO: connectTo,
  });
  await expect
    .poll(() => leftIn(mesh.store).filter((name) => name.startsWith('pods ')), { timeout: 60_000 })
    .toHaveLength(2);
  running.kill('SIGKILL');
  expect((await running).signal).toBe('SIGKILL');
  await mesh.gone();
});
