import { expect, test } from 'vitest';
import { indexText } from '../../../src/demo/kubelet/job-indexes.ts';
import { call, job } from '../api/support.ts';
import { createJob, script, startCluster } from './cluster.ts';
import { jobWith } from './support.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';
const indexed = (more: object) => ({
  completionMode: 'Indexed',
  backoffLimit: undefined,
  backoffLimitPerIndex: 1,
  completions: 3,
  parallelism: 3,
  ...more,
});

test('an index that fails is tried once more, and takes nothing from the others when it fails again', async () => {
  const server = await startCluster();
  const code = 'process.exit(process.env.JOB_COMPLETION_INDEX === "1" ? 1 : 0)';
  await createJob(server, job('parts', indexed({}), script(code)));
  const done = await jobWith(server.store, 'parts', '"FailedIndexes"');
  expect(done.status).toMatchObject({
    succeeded: 2,
    failed: 2,
    completedIndexes: '0,2',
    failedIndexes: '1',
  });
  const again = server.store.list('pods').filter(({ metadata }) => metadata.labels?.[INDEX] === '1');
  expect(
    again
      .map(({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'])
      .toSorted(),
  ).toEqual(['0', '1']);
});

test('the second pod of an index completes the Job', async () => {
  const failure = { kind: 'evicted', seconds: 1 } as const;
  const server = await startCluster({
    failures: [{ selector: { [INDEX]: '2' }, times: 1, failure }],
  });
  const podSpec = script('setTimeout(() => {}, 500)');
  await createJob(server, job('parts', indexed({}), podSpec));
  const done = await jobWith(server.store, 'parts', '"Complete"');
  expect(done.status).toMatchObject({ succeeded: 3, failed: 1, completedIndexes: '0-2' });
  expect(server.store.list('pods')).toHaveLength(4);
});

test('a pod of an index has its number as label and annotation, in its name, and in its host name', async () => {
  const server = await startCluster();
  await createJob(server, job('parts', indexed({ completions: 1 }), script('')));
  await jobWith(server.store, 'parts', '"Complete"');
  const [pod] = server.store.list('pods');
  expect(pod?.metadata.name).toMatch(/^parts-0-.{5}$/);
  expect(pod?.metadata.labels?.[INDEX]).toBe('0');
  expect(pod?.metadata.annotations?.[INDEX]).toBe('0');
  expect(pod?.spec).toMatchObject({ hostname: 'parts-0' });
});

test('a limit for each index asks for an Indexed Job', async () => {
  const server = await startCluster();
  const body = job('parts', { backoffLimitPerIndex: 1 }, script(''));
  const path = '/apis/batch/v1/namespaces/default/jobs';
  const refused = await call(server, path, { method: 'POST', body });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('requires indexed completion mode');
});

test.each([
  [[], ''],
  [[3], '3'],
  [[1, 0], '0,1'],
  [[7, 1, 3, 4, 5], '1,3-5,7'],
])('tells indexes as Kubernetes does: %j', (indexes, text) => {
  expect(indexText(indexes)).toBe(text);
});
