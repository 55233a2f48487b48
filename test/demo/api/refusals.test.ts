import { afterEach, expect, test } from 'vitest';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../../../src/demo/api/start.ts';
import { call, configMap, open } from './support.ts';

let server: ApiServer;

const start = async (options: ApiServerOptions = {}) => {
  server = await startApiServer(options);
};
afterEach(() => server.close());

const PODS = '/api/v1/namespaces/default/pods';

test('401 for a token that is not known', async () => {
  await start({ expiredToken: true });
  const reply = await call(server, PODS);
  expect(reply.status).toBe(401);
  expect(reply.body).toEqual({
    ...{ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' },
    ...{ message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
  });
});

test('403 for what the rules forbid, and nothing else; the reviews say the same', async () => {
  await start({
    forbid: [
      { verbs: ['list', 'watch'], resource: 'pods' },
      { verbs: ['get'], resource: 'pods/log' },
    ],
  });
  const reply = await call(server, PODS);
  expect([reply.status, reply.body.message]).toEqual([
    403,
    'pods is forbidden: User "demo" cannot list resource "pods" in API group "" in the namespace "default"',
  ]);
  expect((await call(server, '/api/v1/pods')).body.message).toMatch(/at the cluster scope$/);
  expect((await call(server, '/api/v1/services')).status).toBe(200);
  const review = async (attributes: object) => {
    const body = { spec: { resourceAttributes: { namespace: 'default', ...attributes } } };
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    return (await call(server, path, { method: 'POST', body })).body.status.allowed;
  };
  expect(await review({ verb: 'list', resource: 'pods' })).toBe(false);
  expect(await review({ verb: 'get', resource: 'pods' })).toBe(true);
  expect(await review({ verb: 'get', resource: 'pods', subresource: 'log' })).toBe(false);
  expect(await review({ verb: 'create', resource: 'jobs', group: 'batch' })).toBe(true);
  const rules = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
  const all = (await call(server, rules, { method: 'POST', body: { spec: { namespace: 'default' } } })).body
    .status;
  const pods = all.resourceRules.find((rule: { resources: string[] }) => rule.resources[0] === 'pods');
  expect(pods.verbs).not.toContain('list');
  expect(pods.verbs).toContain('get');
});

test('404 for a kind that is not installed, an unknown kind and an unknown path', async () => {
  await start({ absent: ['security.istio.io'] });
  const absent = await call(server, '/apis/security.istio.io/v1/peerauthentications');
  expect([absent.status, absent.body.message]).toEqual([
    404,
    'the server could not find the requested resource',
  ]);
  expect((await call(server, '/api/v1/foos')).body.reason).toBe('NotFound');
  expect((await call(server, '/nothing')).text).toBe('404 page not found\n');
});

test('405, 400 and 413 for requests that make no sense', async () => {
  await start();
  expect((await call(server, '/api/v1/configmaps', { method: 'POST', body: configMap('x') })).status).toBe(
    405,
  );
  expect(
    (await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body: '{' })).status,
  ).toBe(400);
  expect((await call(server, `${PODS}?labelSelector=a%3D%3D%3D%3Db`)).status).toBe(400);
  expect((await call(server, `${PODS}?fieldSelector=spec.nosuch%3Db`)).body.message).toMatch(
    /field label not supported: spec.nosuch$/,
  );
  const huge = configMap('x', { data: { a: 'x'.repeat(3 * 1024 * 1024) } });
  const reply = await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body: huge });
  expect([reply.status, reply.body.reason]).toEqual([413, 'RequestEntityTooLarge']);
});

test('429 says when to come back, as often as the situation asks', async () => {
  await start({
    faults: [
      {
        kind: 'status',
        verbs: ['list'],
        resource: 'pods',
        reason: 'TooManyRequests',
        retryAfter: 2,
        times: 1,
      },
    ],
  });
  const reply = await call(server, PODS);
  expect([reply.status, reply.headers['retry-after'], reply.body.details.retryAfterSeconds]).toEqual([
    429,
    '2',
    2,
  ]);
  expect((await call(server, PODS)).status).toBe(200);
});

test('a proxy in front answers in HTML, cuts or hangs', async () => {
  await start({
    faults: [
      { kind: 'html', verbs: ['list'], resource: 'pods' },
      { kind: 'cut', verbs: ['list'], resource: 'services' },
      { kind: 'hang', verbs: ['list'], resource: 'secrets' },
    ],
  });
  const html = await call(server, PODS);
  expect([html.status, html.headers['content-type']]).toEqual([502, 'text/html']);
  await expect(call(server, '/api/v1/services')).rejects.toThrow(/socket hang up|ECONNRESET/);
  const hanging = open(server, '/api/v1/secrets');
  const quiet = new Promise((resolve) => setTimeout(() => resolve('quiet'), 50));
  expect(await Promise.race([hanging, quiet])).toBe('quiet');
  await server.close();
  await expect(hanging).rejects.toThrow();
});
