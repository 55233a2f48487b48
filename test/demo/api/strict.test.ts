import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import { call, configMap, job } from './support.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

const post = async (body: object) => {
  const path =
    'data' in body ? '/api/v1/namespaces/default/configmaps' : '/apis/batch/v1/namespaces/default/jobs';
  const reply = await call(server, path, { method: 'POST', body });
  return [reply.status, String(reply.body.message)] as const;
};
const container = (more: object) => ({ name: 'probe', image: 'node:22', ...more });
const strict = (text: string) => `Job in version "v1" cannot be handled as a Job: ${text}`;

test.each([
  [
    'a misspelt field of the Job',
    job('a', { backOffLimit: 1 }),
    'strict decoding error: unknown field "spec.backOffLimit"',
  ],
  [
    'an unknown field deep in the template',
    job('a', {}, { containers: [container({ volumeMounts: [{ name: 'x', path: '/x' }] })] }),
    'strict decoding error: unknown field "spec.template.spec.containers[0].volumeMounts[0].path"',
  ],
  [
    'a field of the wrong type',
    job('a', { parallelism: '2' }),
    'json: cannot unmarshal string into Go struct field .spec.parallelism of type int32',
  ],
  [
    'an env value that is no text',
    job('a', {}, { containers: [container({ env: [{ name: 'A', value: 1 }] })] }),
    'json: cannot unmarshal number into Go struct field .spec.template.spec.containers[0].env[0].value of type string',
  ],
])('400 for %s', async (_what, body, message) => {
  expect(await post(body)).toEqual([400, strict(message)]);
});

test.each([
  [
    'no restartPolicy',
    job('a', {}, { restartPolicy: 'Always' }),
    'spec.template.spec.restartPolicy: Unsupported value: "Always"',
  ],
  [
    'no volume for a mount',
    job('a', {}, { containers: [container({ volumeMounts: [{ name: 'x', mountPath: '/x' }] })] }),
    'volumeMounts[0].name: Not found: "x"',
  ],
  [
    'two containers of one name',
    job('a', {}, { containers: [container({}), container({})] }),
    'spec.template.spec.containers[1].name: Duplicate value: "probe"',
  ],
  [
    'a negative deadline',
    job('a', { activeDeadlineSeconds: -1 }),
    'spec.activeDeadlineSeconds: Invalid value: -1',
  ],
  ['a name too long for its pods', job('a'.repeat(64)), 'must be no more than 63 characters'],
  [
    'an Indexed Job without completions',
    job('a', { completionMode: 'Indexed', parallelism: 2 }),
    'spec.completions: Required value: when completion mode is Indexed',
  ],
  [
    'a request over its limit',
    job(
      'a',
      {},
      { containers: [container({ resources: { requests: { memory: '1Gi' }, limits: { memory: '64Mi' } } })] },
    ),
    'must be less than or equal to memory limit of 64Mi',
  ],
  [
    'a label value with a blank',
    { ...job('a'), metadata: { name: 'a', labels: { run: 'a b' } } },
    'metadata.labels: Invalid value: "a b"',
  ],
  [
    'a ConfigMap over 1 MiB',
    configMap('a', { data: { a: 'x'.repeat(1024 * 1024 + 1) } }),
    'Too long: may not be more than 1048576 bytes',
  ],
  ['a key that is a path', configMap('a', { data: { 'a/b': '' } }), 'a valid config key must consist of'],
])('422 for %s', async (_what, body, message) => {
  const [status, text] = await post(body);
  expect([status, text.includes(message) ? message : text]).toEqual([422, message]);
});

test('a Job with every field that this program sets is taken', async () => {
  const podSpec = {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      container({
        env: [{ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }],
        resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '1', memory: '192Mi' } },
        securityContext: {
          runAsUser: 1000,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        },
      }),
    ],
  };
  const [status] = await post(
    job('good', { suspend: true, activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 60 }, podSpec),
  );
  expect(status).toBe(201);
});
