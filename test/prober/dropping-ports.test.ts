import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDroppingPorts } from '../../src/prober/dropping-ports.ts';

test.runIf(process.platform === 'linux')(
  'connections are neither made nor refused until it is closed',
  async () => {
    const { ports, close } = await openDroppingPorts(2, '127.0.0.1');
    const sockets = ports.map((port) => connect({ host: '127.0.0.1', port: Number(port) }));
    const happened: string[] = [];
    for (const socket of sockets) {
      for (const event of ['connect', 'error', 'close']) socket.on(event, () => happened.push(event));
    }
    await sleep(300);
    expect(happened).toEqual([]);
    for (const socket of sockets) socket.destroy();

    await close();
    const late = connect({ host: '127.0.0.1', port: Number(ports[0]) });
    const [error] = (await once(late, 'error').catch((reason: unknown) => [reason])) as [{ code?: string }];
    expect(error.code).toBe('ECONNREFUSED');
  },
);

test('none cost nothing', async () => {
  const { ports, close } = await openDroppingPorts(0, '127.0.0.1');
  expect(ports).toEqual([]);
  await close();
});
