import { expect, test } from 'vitest';
import type { PodFailure } from '../../../src/demo/kubelet/failure.ts';
import { call, job } from '../api/support.ts';
import { createJob, script, startCluster } from './cluster.ts';
import { eventMessage, jobWith, podWith, until } from './support.ts';

const SLEEP = 'setInterval(() => {}, 1000)';

async function withFailure(failure: PodFailure, podSpec: object = script(SLEEP)) {
  const server = await startCluster({ failures: [{ selector: { app: 'probe' }, failure }] });
  await createJob(server, job('probe', {}, podSpec));
  return server;
}

test('an image that is missing: ErrImagePull, then ImagePullBackOff, and the log says why', async () => {
  const { store, ...server } = await withFailure({ kind: 'image-missing' });
  await podWith(store, '"reason":"ErrImagePull"');
  const pod = await podWith(store, '"reason":"ImagePullBackOff"');
  expect(pod.status).toMatchObject({ phase: 'Pending' });
  expect(await eventMessage(store, 'BackOff')).toBe('Back-off pulling image "node:22"');
  const log = await call({ store, ...server }, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log`);
  expect([log.status, log.body.message]).toEqual([
    400,
    `container "probe" in pod "${pod.metadata.name}" is waiting to start: trying and failing to pull image`,
  ]);
});

test.each<[PodFailure, string]>([
  [
    { kind: 'admission-refused', webhook: 'w.example.com', message: 'no' },
    'Error creating: admission webhook "w.example.com" denied the request: no',
  ],
  [
    { kind: 'quota-exceeded' },
    'exceeded quota: compute-resources, requested: pods=1, used: pods=10, limited: pods=10',
  ],
])('no pod, but an event: $kind', async (failure, message) => {
  const { store } = await withFailure(failure);
  expect(await eventMessage(store, 'FailedCreate')).toContain(message);
  expect(store.list('pods')).toEqual([]);
});

test('no node fits', async () => {
  const { store } = await withFailure({ kind: 'unschedulable' });
  const pod = await podWith(store, '"reason":"Unschedulable"');
  expect(pod.status).toMatchObject({ phase: 'Pending' });
  expect(await eventMessage(store, 'FailedScheduling')).toBe('0/1 nodes are available: 1 Insufficient cpu.');
});

test('the network never comes up', async () => {
  const { store } = await withFailure({ kind: 'never-starts' });
  expect(await eventMessage(store, 'FailedCreatePodSandBox')).toMatch(/^Failed to create pod sandbox/);
  await podWith(store, '"ContainerCreating"');
});

test('the container cannot be made', async () => {
  const { store } = await withFailure({ kind: 'config-error' });
  await podWith(store, '"CreateContainerConfigError"');
  expect(await eventMessage(store, 'Failed')).toBe(
    'Error: container has runAsNonRoot and image will run as root',
  );
});

test('evicted while it runs: the pod stays, failed, with the reason', async () => {
  const { store } = await withFailure({ kind: 'evicted', seconds: 1 });
  const pod = await podWith(store, '"reason":"Evicted"');
  expect(pod.status).toMatchObject({ phase: 'Failed' });
  await jobWith(store, 'probe', 'BackoffLimitExceeded');
  await podWith(store, '"exitCode":137');
});

test('out of memory', async () => {
  const { store } = await withFailure({ kind: 'out-of-memory', seconds: 1 });
  const pod = await podWith(store, '"Failed"');
  expect(JSON.stringify(pod.status)).toContain('"exitCode":137,"reason":"OOMKilled"');
});

test('a slow start', async () => {
  const { store } = await withFailure({ kind: 'slow', seconds: 5 }, script(''));
  await podWith(store, '"ContainerCreating"');
  await jobWith(store, 'probe', '"Complete"');
});

test('a failure can be meant for other pods only', async () => {
  const rule = { selector: { app: 'other' }, failure: { kind: 'unschedulable' } } as const;
  const server = await startCluster({ failures: [rule] });
  await createJob(server, job('probe', {}, script('')));
  await jobWith(server.store, 'probe', '"Complete"');
});

test('a ConfigMap that is missing holds the pod back until it comes; an optional one does not', async () => {
  const server = await startCluster();
  const volume = (optional: boolean) => ({
    containers: [
      {
        name: 'probe',
        image: 'node:22',
        command: ['node', '-e', ''],
        volumeMounts: [{ name: 'x', mountPath: '/x' }],
      },
    ],
    volumes: [{ name: 'x', configMap: { name: 'later', optional } }],
  });
  await createJob(server, job('free', {}, volume(true)));
  await jobWith(server.store, 'free', '"Complete"');
  await createJob(server, job('held', {}, volume(false)));
  expect(await eventMessage(server.store, 'FailedMount')).toBe(
    'MountVolume.SetUp failed for volume "x" : configmap "later" not found',
  );
  server.store.load([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'later', namespace: 'default' }, data: {} },
  ]);
  await jobWith(server.store, 'held', '"Complete"');
});

test('a program that the image does not have, and a variable that cannot be filled', async () => {
  const server = await startCluster();
  await createJob(
    server,
    job('shell', {}, { containers: [{ name: 'probe', image: 'node:22', command: ['/bin/zsh'] }] }),
  );
  await podWith(server.store, '"exitCode":128,"reason":"StartError"');
  const env = [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'none', key: 'a' } } }];
  await createJob(
    server,
    job('env', {}, { containers: [{ name: 'probe', image: 'node:22', command: ['node', '-e', ''], env }] }),
  );
  await podWith(server.store, 'configmap \\"none\\" not found');
  await until(() =>
    server.store.list('pods').find((pod) => JSON.stringify(pod).includes('CreateContainerConfigError')),
  );
});
