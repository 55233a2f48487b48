import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

export interface DroppingPorts {
  /** One for each that was asked for; null where this system refuses what it should drop. */
  ports: (number | null)[];
  close(): Promise<void>;
}

/** A thread that listens and then stands still: what nobody accepts stays in the kernel's queue. */
const SOURCE = `
const { once } = require('node:events');
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const listen = async () => {
  const server = createServer().listen(0, workerData.host, 1);
  await once(server, 'listening');
  return server.address().port;
};
Promise.all(Array.from({ length: workerData.count }, listen)).then((ports) => {
  parentPort.postMessage(ports);
  Atomics.wait(workerData.flag, 0, 0);
  process.exit();
});
`;
/** Connections to fill a queue that has room for two. */
const FILLING = 6;
/** Time for a connection that is not dropped to be made, in milliseconds. */
const SETTLE = 100;

/**
 * Opens ports of one of our own addresses that answer nothing at all, not even a refusal, as behind a NetworkPolicy: on Linux the kernel drops
 * the SYN for a listener whose queue is full.
 */
export async function openDroppingPorts(count: number, host: string): Promise<DroppingPorts> {
  if (count === 0) return { ports: [], close: async () => undefined };
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SOURCE, { eval: true, env: {}, execArgv: [], workerData: { count, host, flag } });
  const ended = once(worker, 'exit');
  // Its error is thrown below, where the ports are waited for.
  ended.catch(() => undefined);
  const [ports] = (await once(worker, 'message')) as [number[]];
  const fillings = await Promise.all(ports.map((port) => fill(host, port)));
  return {
    ports: ports.map((port, index) => (fillings[index]?.full ? port : null)),
    async close() {
      for (const { sockets } of fillings) for (const socket of sockets) socket.destroy();
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
      await ended;
    },
  };
}

/** Those that are still on their way stay: they would take any place that becomes free. */
async function fill(host: string, port: number): Promise<{ sockets: Socket[]; full: boolean }> {
  const sockets = Array.from({ length: FILLING }, () => connect({ host, port }));
  let refused = false;
  for (const socket of sockets) {
    socket.on('error', () => {
      refused = true;
    });
  }
  const [first] = sockets;
  if (first) await Promise.race([once(first, 'connect'), once(first, 'close')]).catch(() => undefined);
  await sleep(SETTLE);
  return { sockets, full: !refused && sockets.some(({ connecting }) => connecting) };
}
