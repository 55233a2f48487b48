import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import { call, configMap } from './support.ts';

let server: ApiServer;
beforeEach(async () => {
  const maps = ['c', 'a', 'e', 'b', 'd'].map((name) =>
    configMap(name, { metadata: { name, namespace: 'shop', labels: { name } } }),
  );
  const rule = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace: 'shop' },
    spec: {},
  };
  server = await startApiServer({ objects: [...maps, rule] });
});
afterEach(() => server.close());

const MAPS = '/api/v1/namespaces/shop/configmaps';
const names = (list: { items: { metadata: { name: string } }[] }) =>
  list.items.map((item) => item.metadata.name).join('');

test('a list comes in chunks that show one moment, in order', async () => {
  const first = (await call(server, `${MAPS}?limit=2`)).body;
  expect([names(first), first.metadata.remainingItemCount]).toEqual(['ab', 3]);
  await call(server, `${MAPS}/c`, { method: 'DELETE' });
  const second = (await call(server, `${MAPS}?limit=2&continue=${first.metadata.continue}`)).body;
  expect([names(second), second.metadata.resourceVersion]).toEqual(['cd', first.metadata.resourceVersion]);
  const third = (await call(server, `${MAPS}?limit=2&continue=${second.metadata.continue}`)).body;
  expect([names(third), third.metadata.continue]).toEqual(['e', undefined]);
});

test('410 for a continue token that is not known any more', async () => {
  const reply = await call(server, `${MAPS}?limit=2&continue=old`);
  expect([reply.status, reply.body.reason]).toEqual([410, 'Expired']);
});

test.each([
  ['labelSelector=name%3Da', 'a'],
  ['labelSelector=name%3D%3Da', 'a'],
  ['labelSelector=name!%3Da', 'bcde'],
  ['labelSelector=name%20in%20(a,%20c)', 'ac'],
  ['labelSelector=name%20notin%20(a,c),name', 'bde'],
  ['labelSelector=!name', ''],
  ['fieldSelector=metadata.name%3Dd', 'd'],
  ['fieldSelector=metadata.name!%3Dd,metadata.namespace%3Dshop', 'abce'],
])('%s selects %s', async (query, expected) => {
  expect(names((await call(server, `${MAPS}?${query}`)).body)).toBe(expected);
});

test('events are found by the object they are about', async () => {
  const about = (name: string) => ({
    ...{
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.1`, namespace: 'shop' },
      type: 'Warning',
    },
    involvedObject: { kind: 'Job', name },
  });
  server.store.load([about('one'), about('two')]);
  const query = 'fieldSelector=involvedObject.kind%3DJob,involvedObject.name%3Dtwo,type%3DWarning';
  expect(names((await call(server, `/api/v1/namespaces/shop/events?${query}`)).body)).toBe('two.1');
});

test('a kind with several versions shows the same objects in each', async () => {
  for (const version of ['v1', 'v1beta1']) {
    const { body } = await call(server, `/apis/security.istio.io/${version}/peerauthentications`);
    expect([body.apiVersion, body.items[0].apiVersion]).toEqual(
      Array(2).fill(`security.istio.io/${version}`),
    );
  }
  expect((await call(server, '/apis/security.istio.io/v2/peerauthentications')).status).toBe(404);
});

test('kubectl gets rows to print', async () => {
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
  const { body } = await call(server, `${MAPS}?limit=1`, { headers: { accept } });
  expect(body.columnDefinitions.map((column: { name: string }) => column.name)).toEqual([
    'Name',
    'Data',
    'Age',
  ]);
  expect([body.kind, body.rows[0].cells.slice(0, 2)]).toEqual(['Table', ['a', 0]]);
});

test('discovery names every group, version and kind', async () => {
  const groups = (await call(server, '/apis')).body.groups.map((group: { name: string }) => group.name);
  expect(groups).toContain('security.istio.io');
  const core = (await call(server, '/api/v1')).body;
  expect(core.resources).toContainEqual(
    expect.objectContaining({ name: 'pods', namespaced: true, kind: 'Pod' }),
  );
  expect((await call(server, '/apis/batch/v1')).body.groupVersion).toBe('batch/v1');
  expect((await call(server, '/version')).body.major).toBe('1');
});
