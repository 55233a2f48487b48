import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import { call, configMap, open, readUntil } from './support.ts';

let server: ApiServer;
beforeEach(async () => {
  server = await startApiServer({
    objects: [configMap('old', { metadata: { name: 'old', namespace: 'default', labels: { run: 'a' } } })],
  });
});
afterEach(() => server.close());

const MAPS = '/api/v1/namespaces/default/configmaps';
const MERGE = { 'content-type': 'application/merge-patch+json' };

const patch = (name: string, body: object) =>
  call(server, `${MAPS}/${name}`, { method: 'PATCH', body, headers: MERGE });

function summary(text: string) {
  const events = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return events.map((event) => `${event.type} ${event.object.metadata.name ?? event.object.code}`);
}

test('a watch from a list brings every later change', async () => {
  const { resourceVersion } = (await call(server, MAPS)).body.metadata;
  await call(server, MAPS, { method: 'POST', body: configMap('new') });
  const watch = await open(server, `${MAPS}?watch=true&resourceVersion=${resourceVersion}`);
  await patch('new', { data: { a: '1' } });
  await call(server, `${MAPS}/new`, { method: 'DELETE' });
  expect(summary(await readUntil(watch, 'DELETED'))).toEqual(['ADDED new', 'MODIFIED new', 'DELETED new']);
});

test('a watch without a version starts with what is there', async () => {
  const watch = await open(server, `${MAPS}?watch=true`);
  expect(summary(await readUntil(watch, 'ADDED'))).toEqual(['ADDED old']);
});

test('an object that leaves the selection is deleted for the watcher', async () => {
  const version = server.store.version();
  const watch = await open(server, `${MAPS}?watch=true&labelSelector=run%3Da&resourceVersion=${version}`);
  await patch('old', { metadata: { labels: { run: 'b' } } });
  await patch('old', { metadata: { labels: { run: 'a' } } });
  expect(summary(await readUntil(watch, 'ADDED'))).toEqual(['DELETED old', 'ADDED old']);
});

test('410 as an event when the version is too old', async () => {
  const version = server.store.version();
  await patch('old', { data: { a: '1' } });
  server.store.compact();
  const watch = await open(server, `${MAPS}?watch=true&resourceVersion=${version}`);
  expect(watch.statusCode).toBe(200);
  expect(summary(await readUntil(watch, 'never'))).toEqual(['ERROR 410']);
});

test('a watch ends by its own time-out, with a bookmark when asked for', async () => {
  const version = server.store.version();
  const query = `watch=1&resourceVersion=${version}&timeoutSeconds=0.05&allowWatchBookmarks=true`;
  const text = await readUntil(await open(server, `${MAPS}?${query}`), 'never');
  const event = JSON.parse(text);
  expect([event.type, event.object.metadata.resourceVersion]).toEqual(['BOOKMARK', String(version)]);
});

test('a proxy breaks a long answer off', async () => {
  const fault = { kind: 'cut', after: 50, verbs: ['watch'], resource: 'configmaps', times: 1 } as const;
  const cutting = await startApiServer({ objects: [configMap('old')], faults: [fault] });
  const watch = await open(cutting, `${MAPS}?watch=true`);
  await expect(readUntil(watch, 'never')).rejects.toThrow('aborted');
  const again = await open(cutting, `${MAPS}?watch=true`);
  expect(summary(await readUntil(again, 'ADDED'))).toEqual(['ADDED old']);
  await cutting.close();
});
