import { expect, test } from 'vitest';
import { call, configMap, job } from '../api/support.ts';
import { createJob, JOBS, script, startCluster } from './cluster.ts';
import { eventMessage, jobWith, podWith, until } from './support.ts';

const SLEEP = 'setInterval(() => {}, 1000)';
const headers = { 'content-type': 'application/merge-patch+json' };

test('a Job with parallelism 0 that is never released fails by its deadline and goes by its TTL, with what it owns', async () => {
  const server = await startCluster();
  const spec = { parallelism: 0, completions: 1, activeDeadlineSeconds: 3, ttlSecondsAfterFinished: 3 };
  const { metadata } = await createJob(server, job('left', spec, script('')));
  const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'Job', name: 'left', uid: metadata.uid }];
  const body = configMap('owned', { metadata: { name: 'owned', ownerReferences } });
  await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body });
  const failed = await jobWith(server.store, 'left', 'DeadlineExceeded');
  expect(failed.status).toMatchObject({ active: 0, failed: 0 });
  await until(
    () => ['jobs.batch', 'configmaps'].flatMap((id) => server.store.list(id)),
    (left) => left.length === 0,
  );
  expect(await eventMessage(server.store, 'DeadlineExceeded')).toContain('longer than specified deadline');
  expect(server.store.list('events').map((event) => event.reason)).not.toContain('SuccessfulCreate');
});

test('a Job that is suspended has no start time, and its deadline does not run', async () => {
  const server = await startCluster();
  const spec = { suspend: true, activeDeadlineSeconds: 1, ttlSecondsAfterFinished: 1 };
  await createJob(server, job('held', spec, script('')));
  // Made later and with the same deadline: once it is gone, the other one's would have passed.
  await createJob(server, job('later', { ...spec, suspend: false, parallelism: 0 }, script('')));
  await until(
    () => server.store.list('jobs.batch').map((one) => one.metadata.name),
    (names) => !names.includes('later'),
  );
  const held = server.store.find('jobs.batch', 'default', 'held');
  expect(held?.status).not.toHaveProperty('startTime');
  expect(JSON.stringify(held?.status)).not.toContain('DeadlineExceeded');
});

test('the deadline of a Job that was suspended counts from when it resumes', async () => {
  const server = await startCluster();
  const spec = { activeDeadlineSeconds: 20, parallelism: 0, completions: 1 };
  await createJob(server, job('again', spec, script('')));
  await jobWith(server.store, 'again', 'startTime');
  for (const suspend of [true, false]) {
    await call(server, `${JOBS}/again`, { method: 'PATCH', body: { spec: { suspend } }, headers });
    await jobWith(server.store, 'again', suspend ? '"JobSuspended"' : '"JobResumed"');
  }
  await jobWith(server.store, 'again', '"DeadlineExceeded"');
});

test('a lower parallelism takes pods away, and they do not count as failed', async () => {
  const server = await startCluster();
  const podSpec = script(SLEEP, { terminationGracePeriodSeconds: 1 });
  await createJob(server, job('less', { parallelism: 2, completions: 2 }, podSpec));
  await until(
    () => server.store.list('pods'),
    (pods) => pods.length === 2,
  );
  await call(server, `${JOBS}/less`, { method: 'PATCH', body: { spec: { parallelism: 0 } }, headers });
  await until(
    () => server.store.list('pods'),
    (pods) => pods.length === 0,
  );
  expect((await jobWith(server.store, 'less', '"active":0')).status).toMatchObject({ failed: 0 });
});

test('suspending a running Job takes its pods away', async () => {
  const server = await startCluster();
  await createJob(server, job('stop', {}, script(SLEEP, { terminationGracePeriodSeconds: 1 })));
  await podWith(server.store, '"Running"');
  await call(server, `${JOBS}/stop`, { method: 'PATCH', body: { spec: { suspend: true } }, headers });
  await jobWith(server.store, 'stop', '"JobSuspended"');
  await until(
    () => server.store.list('pods'),
    (pods) => pods.length === 0,
  );
});
