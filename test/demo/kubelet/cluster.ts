import { afterEach } from 'vitest';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../../../src/demo/api/start.ts';
import type { KubeletOptions } from '../../../src/demo/kubelet/context.ts';
import { startKubelet } from '../../../src/demo/kubelet/start.ts';
import { call } from '../api/support.ts';

const running: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of running.splice(0)) await close();
});

/** Starts an embedded cluster that a test's end closes; a second lasts 20 ms. */
export async function startCluster(
  kubelet: KubeletOptions = {},
  api: ApiServerOptions = {},
): Promise<ApiServer> {
  const server = await startApiServer(api);
  const { close } = startKubelet(server.store, { second: 20, ...kubelet });
  running.push(async () => {
    await close();
    await server.close();
  });
  return server;
}

export const JOBS = '/apis/batch/v1/namespaces/default/jobs';

/** Creates a Job and answers with it. */
export async function createJob(server: ApiServer, body: object) {
  return (await call(server, JOBS, { method: 'POST', body })).body;
}

/** Fields of a pod spec that runs a line of JavaScript. */
export function script(code: string, more: object = {}) {
  return { containers: [{ name: 'probe', image: 'node:22', command: ['node', '-e', code] }], ...more };
}
