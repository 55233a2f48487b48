import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import { call, configMap, job } from './support.ts';

let server: ApiServer;
const MAPS = '/api/v1/namespaces/default/configmaps';
const JOBS = '/apis/batch/v1/namespaces/default/jobs';
const MERGE = { 'content-type': 'application/merge-patch+json' };

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const create = (body: { metadata: { name?: string } }, query = '') =>
  call(server, `${'spec' in body ? JOBS : MAPS}${query}`, { method: 'POST', body });

test('create fills in identity, and the object can be read and listed', async () => {
  const created = await create(configMap('one', { data: { a: '1' } }));
  expect(created.status).toBe(201);
  expect(created.body.metadata).toMatchObject({
    name: 'one',
    namespace: 'default',
    resourceVersion: /^\d+$/,
    uid: /./,
  });
  expect((await call(server, `${MAPS}/one`)).body).toEqual(created.body);
  expect((await call(server, MAPS)).body).toMatchObject({
    kind: 'ConfigMapList',
    apiVersion: 'v1',
    items: [created.body],
  });
  expect((await call(server, '/api/v1/configmaps')).body.items).toHaveLength(1);
});

test('a name is generated, a taken one is 409, a missing one 422, a missing namespace 404', async () => {
  const made = await create({ ...configMap('x'), metadata: { generateName: 'gen-' } as { name?: string } });
  expect(made.body.metadata.name).toMatch(/^gen-[a-z0-9]{5}$/);
  await create(configMap('taken'));
  const again = await create(configMap('taken'));
  expect([again.status, again.body.reason, again.body.message]).toEqual([
    409,
    'AlreadyExists',
    'configmaps "taken" already exists',
  ]);
  const nameless = await create({ ...configMap('x'), metadata: {} });
  expect([nameless.status, nameless.body.reason]).toEqual([422, 'Invalid']);
  const nowhere = await call(server, '/api/v1/namespaces/gone/configmaps', {
    method: 'POST',
    body: { metadata: { name: 'x' } },
  });
  expect([nowhere.status, nowhere.body.message]).toEqual([404, 'namespaces "gone" not found']);
});

test('a dry run answers like a creation and stores nothing', async () => {
  const dry = await create(job('dry'), '?dryRun=All');
  expect([dry.status, dry.body.spec.parallelism]).toEqual([201, 1]);
  expect((await call(server, `${JOBS}/dry`)).status).toBe(404);
});

test('merge, strategic and JSON patches change an object; another type is 415', async () => {
  await create(configMap('patched', { data: { a: '1', b: '2' } }));
  const patch = (type: string, body: unknown) =>
    call(server, `${MAPS}/patched`, { method: 'PATCH', body, headers: { 'content-type': type } });
  expect((await patch('application/merge-patch+json', { data: { a: null } })).body.data).toEqual({ b: '2' });
  expect((await patch('application/strategic-merge-patch+json', { data: { c: '3' } })).body.data).toEqual({
    b: '2',
    c: '3',
  });
  const operations = [{ op: 'replace', path: '/data/b', value: '4' }];
  expect((await patch('application/json-patch+json', operations)).body.data).toEqual({ b: '4', c: '3' });
  expect((await patch('application/json', {})).status).toBe(415);
  const failed = await patch('application/json-patch+json', [{ op: 'test', path: '/data/b', value: 'no' }]);
  expect(failed.status).toBe(422);
});

test('a write based on an older version is 409, and a template of a started Job may not change', async () => {
  const old = (await create(configMap('raced'))).body;
  await call(server, `${MAPS}/raced`, { method: 'PATCH', body: { data: { a: '1' } }, headers: MERGE });
  const late = await call(server, `${MAPS}/raced`, { method: 'PUT', body: { ...old, data: {} } });
  expect([late.status, late.body.reason]).toEqual([409, 'Conflict']);
  expect(late.body.message).toMatch(
    /^Operation cannot be fulfilled on configmaps "raced": the object has been modified/,
  );
  await create(job('fixed'));
  const body = { spec: { template: { spec: { terminationGracePeriodSeconds: 1 } } } };
  const changed = await call(server, `${JOBS}/fixed`, { method: 'PATCH', body, headers: MERGE });
  expect([changed.status, changed.body.message]).toEqual([
    422,
    'Job.batch "fixed" is invalid: spec.template: Invalid value: field is immutable',
  ]);
});

test('delete obeys preconditions and answers with a Status', async () => {
  const { uid } = (await create(configMap('doomed'))).body.metadata;
  const wrong = await call(server, `${MAPS}/doomed`, {
    method: 'DELETE',
    body: { preconditions: { uid: 'other' } },
  });
  expect([wrong.status, wrong.body.reason]).toEqual([409, 'Conflict']);
  const gone = await call(server, `${MAPS}/doomed`, { method: 'DELETE', body: { preconditions: { uid } } });
  expect([gone.status, gone.body.status]).toEqual([200, 'Success']);
  const again = await call(server, `${MAPS}/doomed`, { method: 'DELETE' });
  expect([again.status, again.body.message]).toEqual([404, 'configmaps "doomed" not found']);
});

test('deletecollection takes what the label selector finds and nothing else', async () => {
  const labelled = (name: string, run: string) => configMap(name, { metadata: { name, labels: { run } } });
  await create(labelled('mine', 'a'));
  await create(labelled('other', 'b'));
  await call(server, `${MAPS}?labelSelector=run%3Da`, { method: 'DELETE' });
  expect(
    (await call(server, `${MAPS}?labelSelector=run`)).body.items.map(
      (item: { metadata: { name: string } }) => item.metadata.name,
    ),
  ).toEqual(['other']);
});

test('a Foreground deletion waits for the garbage collector', async () => {
  const { uid } = (await create(configMap('owner'))).body.metadata;
  const left = await call(server, `${MAPS}/owner?propagationPolicy=Foreground`, { method: 'DELETE' });
  expect(left.body.metadata).toMatchObject({ uid, finalizers: ['foregroundDeletion'] });
  expect(left.body.metadata.deletionTimestamp).toMatch(/Z$/);
});
