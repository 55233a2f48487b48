import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createChanging } from '../../../src/demo/wire/changing.ts';

/** The modes that connections with these first bytes meet, one after the other. */
async function modesOf(flaps: boolean, sent: string[]): Promise<string> {
  const first = { sidecar: 'PERMISSIVE', plaintext: 2, flaps } as const;
  const server = createChanging({ mode: 'STRICT', first }, (mode) =>
    createServer((socket) => socket.end(mode.slice(0, 1)).resume()),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  let met = '';
  for (const bytes of sent) {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(bytes);
    for await (const chunk of socket) met += chunk;
  }
  return met;
}
const TLS = '\x16\x03\x01';

test('a mode gives way to another after so many plaintext connections', async () => {
  expect(await modesOf(false, ['a', TLS, 'b', TLS, 'c', TLS])).toBe('PPPSSS');
});

test('modes take turns where they flap', async () => {
  expect(await modesOf(true, ['a', 'b', 'c', TLS, 'd', 'e', TLS])).toBe('PPSSSPP');
});
