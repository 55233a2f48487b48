import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ContainerLog, closeLog, openLog, writeLog } from '../../../src/demo/api/log-book.ts';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import { call, open, readUntil } from './support.ts';

let server: ApiServer;
let log: ContainerLog;

const pod = (name: string, containers: string[], more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: `uid-${name}` },
  spec: { nodeName: 'n', containers: containers.map((container) => ({ name: container })), ...more },
});

beforeEach(async () => {
  const init = { initContainers: [{ name: 'istio-proxy' }] };
  const objects = [
    pod('one', ['main'], init),
    pod('two', ['a', 'b'], init),
    pod('new', ['main'], { nodeName: undefined }),
  ];
  server = await startApiServer({ objects });
  log = openLog(server.store.logs, 'uid-one', 'main');
  for (const line of ['first', 'second', 'third']) writeLog(log, line);
});
afterEach(() => server.close());

const path = (name: string, query = '') => `/api/v1/namespaces/default/pods/${name}/log${query}`;

test.each([
  ['', 'first\nsecond\nthird\n'],
  ['?container=main', 'first\nsecond\nthird\n'],
  ['?tailLines=1', 'third\n'],
  ['?limitBytes=8', 'first\nse'],
  ['?sinceSeconds=3600', 'first\nsecond\nthird\n'],
  ['?sinceTime=2999-01-01T00:00:00Z', ''],
])('the log with %s', async (query, text) => {
  expect((await call(server, path('one', query))).text).toBe(text);
});

test('with timestamps', async () => {
  const [line = ''] = (await call(server, path('one', '?timestamps=true'))).text.split('\n');
  expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z first$/);
});

test('followed until the container ends, also in the middle of a line', async () => {
  const answer = await open(server, path('one', '?follow=true&tailLines=0'));
  writeLog(log, 'fourth');
  writeLog(log, 'cut', false);
  closeLog(log);
  expect(await readUntil(answer, 'never')).toBe('fourth\ncut');
});

test.each([
  [
    'two',
    '',
    'a container name must be specified for pod two, choose one of: [a b] or one of the init containers: [istio-proxy]',
  ],
  ['two', '?container=c', 'container c is not valid for pod two'],
  ['one', '?previous=true', 'previous terminated container "main" in pod "one" not found'],
  ['new', '', 'pod new does not have a host assigned'],
])('400 for the log of %s with %s', async (name, query, message) => {
  const reply = await call(server, path(name, query));
  expect([reply.status, reply.body.message]).toEqual([400, message]);
});

test('a pod of the situation has an empty log; one that is not there has none', async () => {
  expect((await call(server, path('two', '?container=a'))).text).toBe('');
  expect((await call(server, path('gone'))).status).toBe(404);
});
