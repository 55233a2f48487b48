import { afterEach, expect, test } from 'vitest';
import { type ApiServer, startApiServer } from '../../../src/demo/api/start.ts';
import type { KubeletOptions } from '../../../src/demo/kubelet/context.ts';
import { type Kubelet, startKubelet } from '../../../src/demo/kubelet/start.ts';
import { call, configMap, job, open, readUntil } from '../api/support.ts';
import { jobWith, podWith, until } from './support.ts';

let server: ApiServer;
let kubelet: Kubelet;

async function start(options: KubeletOptions = {}) {
  server = await startApiServer();
  kubelet = startKubelet(server.store, { second: 20, ...options });
}

afterEach(async () => {
  await kubelet.close();
  await server.close();
});

const JOBS = '/apis/batch/v1/namespaces/default/jobs';

test('a Job made with parallelism 0 waits, gets its ConfigMap, runs the mounted script and completes', async () => {
  await start({ onPod: () => ({ env: { EXTRA: 'from the wire' } }) });
  const podSpec = {
    containers: [
      {
        name: 'probe',
        image: 'node:22',
        command: ['node', '/etc/probe/main.mjs', '--plan=/etc/probe/plan.json'],
        env: [
          { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
          { name: 'OUT', value: '/scratch/out' },
        ],
        volumeMounts: [
          { name: 'files', mountPath: '/etc/probe' },
          { name: 'scratch', mountPath: '/scratch' },
        ],
      },
    ],
    volumes: [
      { name: 'files', configMap: { name: 'files' } },
      { name: 'scratch', emptyDir: {} },
    ],
  };
  const created = await call(server, JOBS, {
    method: 'POST',
    body: job('probe', { parallelism: 0, completions: 1 }, podSpec),
  });
  expect(created.status).toBe(201);
  await jobWith(server.store, 'probe', 'startTime');
  expect(server.store.list('pods')).toEqual([]);

  const script = `
    import { readFileSync, writeFileSync } from 'node:fs';
    const plan = JSON.parse(readFileSync(process.argv[2].slice(7), 'utf8'));
    writeFileSync(process.env.OUT, 'x');
    console.log(process.env.POD.replace(/-[a-z0-9]+$/, ''), plan.answer, process.env.EXTRA, Object.keys(process.env).includes('VITEST'));
  `;
  const owner = { apiVersion: 'batch/v1', kind: 'Job', name: 'probe', uid: created.body.metadata.uid };
  const map = configMap('files', {
    metadata: { name: 'files', ownerReferences: [owner] },
    data: { 'plan.json': '{"answer":42}' },
    binaryData: { 'main.mjs': Buffer.from(script).toString('base64') },
  });
  await call(server, '/api/v1/namespaces/default/configmaps', { method: 'POST', body: map });
  const patch = {
    method: 'PATCH',
    body: { spec: { parallelism: 1 } },
    headers: { 'content-type': 'application/merge-patch+json' },
  };
  expect((await call(server, `${JOBS}/probe`, patch)).status).toBe(200);

  const pod = await podWith(server.store, '"Succeeded"');
  const log = await call(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log?container=probe`);
  expect(log.text).toBe('probe 42 from the wire false\n');
  const done = await jobWith(server.store, 'probe', '"Complete"');
  expect(done.status).toMatchObject({ succeeded: 1, active: 0, failed: 0 });

  await call(server, `${JOBS}/probe?propagationPolicy=Background`, { method: 'DELETE' });
  await until(
    () => [...server.store.list('pods'), ...server.store.list('configmaps')],
    (left) => left.length === 0,
  );
});

test('a log is followed to its end while the container runs', async () => {
  await start();
  const code = "console.log('one'); setTimeout(() => console.log('two'), 100)";
  const podSpec = { containers: [{ name: 'probe', image: 'node:22', command: ['node', '-e', code] }] };
  await call(server, JOBS, { method: 'POST', body: job('talk', {}, podSpec) });
  const pod = await podWith(server.store, '"Running"');
  const answer = await open(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log?follow=true`);
  expect(await readUntil(answer, 'never written')).toBe('one\ntwo\n');
});
