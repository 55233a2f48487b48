import { expect, test } from 'vitest';
import type { ApiServer } from '../../../src/demo/api/start.ts';
import type { KubeletOptions } from '../../../src/demo/kubelet/context.ts';
import { call, job } from '../api/support.ts';
import { createJob, script, startCluster } from './cluster.ts';
import { eventMessage, jobWith, podWith } from './support.ts';

const INJECT = 'sidecar.istio.io/inject';
const WEBHOOK = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'istio-sidecar-injector', labels: { 'istio.io/rev': 'canary' } },
  webhooks: [
    {
      name: 'namespace.sidecar-injector.istio.io',
      namespaceSelector: {
        matchExpressions: [{ key: 'istio-injection', operator: 'In', values: ['enabled'] }],
      },
      objectSelector: { matchExpressions: [{ key: INJECT, operator: 'NotIn', values: ['false'] }] },
    },
  ],
};
const namespace = (labels: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'default', labels },
});
const MESH = [WEBHOOK, namespace({ 'istio-injection': 'enabled' })];

const cluster = (options: KubeletOptions = {}, objects: object[] = MESH) =>
  startCluster(options, { objects });

/** What a server-side dry run of a pod shows: the injected pod. */
async function dryRun(server: ApiServer, metadata: object = {}) {
  const body = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dry', ...metadata } },
    spec: { containers: [{ name: 'app', image: 'node:22' }] },
  };
  return (await call(server, '/api/v1/namespaces/default/pods?dryRun=All', { method: 'POST', body })).body;
}

const names = (list: { name: string }[] = []) => list.map((item) => item.name);

test('a native sidecar looks as on a real cluster', async () => {
  const pod = await dryRun(await cluster());
  expect(pod.metadata.labels).toEqual({
    'security.istio.io/tlsMode': 'istio',
    'service.istio.io/canonical-name': 'dry',
    'service.istio.io/canonical-revision': 'latest',
  });
  expect(pod.metadata.annotations).toMatchObject({
    'istio.io/rev': 'canary',
    'kubectl.kubernetes.io/default-container': 'app',
  });
  expect(JSON.parse(pod.metadata.annotations['sidecar.istio.io/status'])).toMatchObject({
    initContainers: ['istio-init', 'istio-proxy'],
    containers: null,
    revision: 'canary',
  });
  expect(names(pod.spec.initContainers)).toEqual(['istio-init', 'istio-proxy']);
  expect(pod.spec.initContainers[1].restartPolicy).toBe('Always');
  expect(names(pod.spec.containers)).toEqual(['app']);
  expect(names(pod.spec.volumes)).toContain('istio-token');
});

test('a classic sidecar is a container, first, and waits when asked to hold the application', async () => {
  const annotations = { 'proxy.istio.io/config': 'holdApplicationUntilProxyStarts: true' };
  const pod = await dryRun(await cluster({ sidecar: 'classic' }), { annotations });
  expect([names(pod.spec.initContainers), names(pod.spec.containers)]).toEqual([
    ['istio-init'],
    ['istio-proxy', 'app'],
  ]);
  expect(pod.spec.containers[0].lifecycle.postStart.exec.command).toEqual(['pilot-agent', 'wait']);
});

test('the certificate volume and proxy metadata of the annotations reach the proxy', async () => {
  const annotations = {
    'proxy.istio.io/config': '{"proxyMetadata":{"OUTPUT_CERTS":"/etc/certs"}}',
    'sidecar.istio.io/userVolumeMount': '{"certs":{"mountPath":"/etc/certs"}}',
  };
  const server = await cluster();
  const body = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'dry', annotations } },
    spec: { containers: [{ name: 'app', image: 'node:22' }], volumes: [{ name: 'certs', emptyDir: {} }] },
  };
  const pod = (await call(server, '/api/v1/namespaces/default/pods?dryRun=All', { method: 'POST', body }))
    .body;
  const [, proxy] = pod.spec.initContainers;
  expect(proxy.volumeMounts).toContainEqual({ mountPath: '/etc/certs', name: 'certs' });
  expect(proxy.env).toContainEqual({ name: 'OUTPUT_CERTS', value: '/etc/certs' });
});

test.each([
  ['the label says no', MESH, { labels: { [INJECT]: 'false' } }, {}],
  ['the old annotation says no', MESH, { annotations: { [INJECT]: 'false' } }, {}],
  ['the namespace is not in the mesh', [WEBHOOK], {}, {}],
  ['there is no injector', [namespace({ 'istio-injection': 'enabled' })], {}, {}],
  ['the injector is broken', MESH, {}, { sidecar: 'missing' as const }],
])('no sidecar when %s', async (_why, objects, metadata, options) => {
  const pod = await dryRun(await cluster(options, objects), metadata);
  expect([pod.spec.initContainers, names(pod.spec.containers)]).toEqual([undefined, ['app']]);
});

test('a Job with a native sidecar completes by itself, the proxy last', async () => {
  const server = await cluster({
    onPod: () => ({ env: { WORD: 'hello' }, containerEnv: { probe: { MORE: '!' } } }),
  });
  await createJob(server, job('probe', {}, script('console.log(process.env.WORD + process.env.MORE)')));
  await podWith(server.store, '"name":"istio-proxy","image":"istio/proxyv2');
  await jobWith(server.store, 'probe', '"Complete"');
  const pod = await podWith(server.store, '"Succeeded"');
  const log = await call(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log?container=probe`);
  expect(log.text).toBe('hello!\n');
});

test('a classic sidecar runs on until it is told to quit', async () => {
  let quit = () => {};
  const sidecarEnded = new Promise<void>((resolve) => {
    quit = resolve;
  });
  const server = await cluster({ sidecar: 'classic', onPod: () => ({ sidecarEnded }) });
  await createJob(server, job('probe', {}, script('')));
  const pod = await podWith(server.store, '"terminated":{"exitCode":0,"reason":"Completed"');
  expect(pod.status).toMatchObject({ phase: 'Running' });
  quit();
  await jobWith(server.store, 'probe', '"Complete"');
});

test('a sidecar that never gets ready holds the application back', async () => {
  const server = await cluster({ failures: [{ sidecar: true, failure: { kind: 'sidecar-not-ready' } }] });
  await createJob(server, job('probe', {}, script('')));
  expect(await eventMessage(server.store, 'Unhealthy')).toBe(
    'Startup probe failed: HTTP probe failed with statuscode: 503',
  );
  await podWith(server.store, '"PodInitializing"');
});

test('files of the wire stand-in are in the emptyDir', async () => {
  const server = await cluster({ onPod: () => ({ files: { certs: { 'key.pem': 'KEY' } } }) });
  const code = "console.log(require('fs').readFileSync(process.argv[1], 'utf8'))";
  const containers = [
    {
      ...{ name: 'probe', image: 'node:22', command: ['node', '-e', code, '/certs/key.pem'] },
      volumeMounts: [{ name: 'certs', mountPath: '/certs' }],
    },
  ];
  await createJob(server, job('probe', {}, { containers, volumes: [{ name: 'certs', emptyDir: {} }] }));
  const pod = await podWith(server.store, '"Succeeded"');
  expect((await call(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log`)).text).toBe('KEY\n');
});

test('a namespace that enforces the restricted level refuses what istio-init needs', async () => {
  const labels = { 'istio-injection': 'enabled', 'pod-security.kubernetes.io/enforce': 'restricted' };
  const server = await cluster({}, [WEBHOOK, namespace(labels)]);
  await createJob(server, job('probe', {}, script('')));
  expect(await eventMessage(server.store, 'FailedCreate')).toMatch(
    /violates PodSecurity "restricted:latest": non-default capabilities \(container "istio-init" must not include "NET_ADMIN", "NET_RAW"/,
  );
});
