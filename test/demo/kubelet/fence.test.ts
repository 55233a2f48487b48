import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { call, job } from '../api/support.ts';
import { createJob, script, startCluster } from './cluster.ts';
import { podWith } from './support.ts';

/** Runs a line of JavaScript in a pod and gives its log. */
async function logOf(code: string): Promise<string> {
  const server = await startCluster();
  await createJob(server, job('probe', {}, script(code)));
  const pod = await podWith(server.store, '"Succeeded"');
  return (await call(server, `/api/v1/namespaces/default/pods/${pod.metadata.name}/log`)).text;
}

// 192.0.2.0/24 is for documentation: even without the fence nobody is there.
test.each([
  "require('net').connect(80, '192.0.2.1')",
  "require('net').connect({ host: '192.0.2.1', port: 80 })",
  "require('tls').connect({ host: '192.0.2.1', port: 443 })",
  "require('http').get('http://192.0.2.1/')",
  "new (require('net').Socket)().connect(80, 'example.com')",
])('no connection leaves the machine: %s', async (connect) => {
  const code = connect.includes('example.com') ? 'ENOTFOUND' : 'ENETUNREACH';
  expect(await logOf(`${connect}.on('error', (error) => console.log(error.code))`)).toBe(`${code}\n`);
});

test('loopback is open', async () => {
  const server = createServer((socket) => socket.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const log = await logOf(
    `require('net').connect(${port}, '127.0.0.1').on('data', (data) => console.log(String(data)))`,
  );
  server.close();
  expect(log).toBe('hello\n');
});
