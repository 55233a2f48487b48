import { expect, test } from 'vitest';
import { call, configMap, job } from '../api/support.ts';
import { createJob, JOBS, script, startCluster } from './cluster.ts';
import { eventMessage, jobWith, podWith, until } from './support.ts';

const SLEEP = 'setInterval(() => {}, 1000)';

test('an Indexed Job runs one pod for each index, as many at a time as it may', async () => {
  const server = await startCluster();
  let most = 0;
  server.store.subscribe(() => {
    const running = server.store
      .list('pods')
      .filter((pod) => /"phase":"(Running|Pending)"/.test(JSON.stringify(pod)));
    most = Math.max(most, running.length);
  });
  const code = 'console.log(process.env.JOB_COMPLETION_INDEX)';
  await createJob(
    server,
    job('many', { completionMode: 'Indexed', completions: 3, parallelism: 2 }, script(code)),
  );
  const done = await jobWith(server.store, 'many', '"Complete"');
  expect(done.status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' });
  expect(most).toBe(2);
  const pods = server.store.list('pods');
  expect(pods.map((pod) => pod.metadata.name.slice(0, 7))).toEqual(['many-0-', 'many-1-', 'many-2-']);
  const logs = pods.map((pod) => call(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log`));
  expect((await Promise.all(logs)).map((log) => log.text)).toEqual(['0\n', '1\n', '2\n']);
});

test('a failing container fails the pod and, without retries, the Job', async () => {
  const server = await startCluster();
  await createJob(server, job('bad', {}, script('process.exit(3)')));
  const failed = await jobWith(server.store, 'bad', 'BackoffLimitExceeded');
  expect(failed.status).toMatchObject({ failed: 1, active: 0 });
  const pod = await podWith(server.store, '"Failed"');
  expect(JSON.stringify(pod.status)).toContain('"exitCode":3,"reason":"Error"');
  expect(await eventMessage(server.store, 'BackoffLimitExceeded')).toBe(
    'Job has reached the specified backoff limit',
  );
});

test('with a retry a second pod follows', async () => {
  const server = await startCluster({ second: 5 });
  await createJob(server, job('again', { backoffLimit: 1 }, script('process.exit(1)')));
  await jobWith(server.store, 'again', 'BackoffLimitExceeded');
  expect(server.store.list('pods')).toHaveLength(2);
});

test('the deadline ends the Job, its pod and its process', async () => {
  const server = await startCluster();
  await createJob(
    server,
    job('long', { activeDeadlineSeconds: 30 }, script(SLEEP, { terminationGracePeriodSeconds: 1 })),
  );
  await podWith(server.store, '"Running"');
  const failed = await jobWith(server.store, 'long', 'DeadlineExceeded');
  expect(failed.metadata.name).toBe('long');
  await until(
    () => server.store.list('pods'),
    (pods) => pods.length === 0,
  );
});

test('the TTL deletes a finished Job, and its pods and ConfigMap go with it', async () => {
  const server = await startCluster();
  const { metadata } = await createJob(server, job('brief', { ttlSecondsAfterFinished: 2 }, script('')));
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'brief', uid: metadata.uid }];
  const body = configMap('owned', { metadata: { name: 'owned', ownerReferences } });
  await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body });
  await jobWith(server.store, 'brief', '"Complete"');
  const left = () => ['jobs.batch', 'pods', 'configmaps'].flatMap((id) => server.store.list(id));
  await until(left, (objects) => objects.length === 0);
});

test('what is created for an owner that is gone is collected', async () => {
  const server = await startCluster();
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'gone', uid: 'no-such' }];
  const body = configMap('late', { metadata: { name: 'late', ownerReferences } });
  const created = await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body });
  expect(created.status).toBe(201);
  await until(
    () => server.store.list('configmaps'),
    (maps) => maps.length === 0,
  );
});

test('a Foreground deletion keeps the Job until its pods are gone', async () => {
  const server = await startCluster();
  await createJob(server, job('front', {}, script(SLEEP, { terminationGracePeriodSeconds: 5 })));
  await podWith(server.store, '"Running"');
  const order: string[] = [];
  server.store.subscribe((event) => event.type === 'DELETED' && order.push(event.resource.id));
  await call(server, `${JOBS}/front?propagationPolicy=Foreground`, { method: 'DELETE' });
  await until(
    () => order,
    (ids) => ids.length === 2,
  );
  expect(order).toEqual(['pods', 'jobs.batch']);
});

test('a pod that someone deletes counts as failed', async () => {
  const server = await startCluster({ failures: [{ failure: { kind: 'deleted', seconds: 1 } }] });
  await createJob(server, job('drained', {}, script(SLEEP, { terminationGracePeriodSeconds: 1 })));
  const failed = await jobWith(server.store, 'drained', 'BackoffLimitExceeded');
  // A pod that took its place while it ended is stopped with the Job and counts as well.
  expect([1, 2]).toContain((failed.status as { failed?: number }).failed);
});

test('Jobs and pods of the situation itself are left alone', async () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'own', namespace: 'shop' },
    spec: { containers: [] },
    status: { phase: 'Pending' },
  };
  const old = { ...job('old'), metadata: { name: 'old', namespace: 'shop' }, status: {} };
  const server = await startCluster({}, { objects: [pod, old] });
  await createJob(server, job('new', {}, script('')));
  await jobWith(server.store, 'new', '"Complete"');
  expect(server.store.find('jobs.batch', 'shop', 'old')?.status).toEqual({});
  expect(server.store.find('pods', 'shop', 'own')?.status).toEqual({ phase: 'Pending' });
  await call(server, '/api/v1/namespaces/shop/pods/own', { method: 'DELETE' });
  await until(
    () => server.store.list('pods', 'shop'),
    (pods) => pods.length === 0,
  );
});
