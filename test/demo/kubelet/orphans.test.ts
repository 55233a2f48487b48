import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

// The stand-in runs in a process of its own here, so that it can be killed; its container calls in to this test.
const PROGRAM = `
  import { startApiServer } from './src/demo/api/start.ts';
  import { startKubelet } from './src/demo/kubelet/start.ts';
  import { createObject, resourceById } from './src/demo/api/create.ts';
  const { store } = await startApiServer();
  const kubelet = startKubelet(store);
  const code = "process.on('SIGTERM', () => {}); require('net').connect(" + process.env.PORT + ", '127.0.0.1')";
  const spec = { restartPolicy: 'Never', containers: [{ name: 'c', image: 'node', command: ['node', '-e', code] }] };
  const body = { metadata: { name: 'j' }, spec: { template: { spec } } };
  createObject(store, { resource: resourceById('jobs.batch'), version: 'v1', namespace: 'default', dryRun: false }, body);
  process.on('SIGUSR2', () => kubelet.close().then(() => process.exit(0)));
`;

let folder: string;
let server: Server;
let parent: ChildProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'orphans-'));
  await build({
    stdin: { contents: PROGRAM, resolveDir: process.cwd(), loader: 'ts' },
    ...{
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: join(folder, 'main.mjs'),
      logLevel: 'error',
    },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  server.close();
  parent.kill('SIGKILL');
});

/** Starts the stand-in and waits for the call of its container. */
async function started(): Promise<Socket> {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const call = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const env = { ...process.env, PORT: String(port), TMPDIR: folder };
  parent = spawn(process.execPath, [join(folder, 'main.mjs')], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return call;
}

function gone(container: Socket): Promise<string> {
  return new Promise((resolve) => {
    container
      .on('error', () => undefined)
      .on('close', () => resolve('gone'))
      .resume();
  });
}

test('kill -9 of the parent leaves no container process', async () => {
  const end = gone(await started());
  parent.kill('SIGKILL');
  expect(await end).toBe('gone');
}, 20_000);

test('closing ends a container that ignores SIGTERM, and removes the volumes', async () => {
  const end = gone(await started());
  const exit = new Promise((resolve) => parent.on('exit', resolve));
  parent.kill('SIGUSR2');
  expect([await end, await exit]).toEqual(['gone', 0]);
  // Only the kubeconfig's folder is left: the API server stand-in was not closed.
  const left = readdirSync(folder).filter((name) => name.startsWith(`mtls-verify-demo-${parent.pid}-`));
  expect(left.flatMap((name) => readdirSync(join(folder, name)))).toEqual(['kubeconfig']);
}, 20_000);
