import { connect } from 'node:tls';
import { TOKEN } from '../../src/prober/payload.ts';

// bare.ts PORT COUNT CONCURRENCY: nothing but tls.connect, a few bytes and the alert, so many times. Prints what it took as JSON.
const [port = 0, count = 0, concurrency = 1] = process.argv.slice(2).map(Number);

function dial(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      minVersion: 'TLSv1.3',
      ALPNProtocols: ['istio'],
      rejectUnauthorized: false,
    });
    socket.on('secureConnect', () => socket.write(TOKEN));
    socket.on('error', (error) => {
      socket.destroy();
      if (error.message.includes('alert number 116')) resolve();
      else reject(error);
    });
  });
}

const start = performance.now();
const before = process.cpuUsage();
let next = 0;
const worker = async () => {
  while (next++ < count) await dial();
};
await Promise.all(Array.from({ length: concurrency }, worker));
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ ms: performance.now() - start, cpu: (user + system) / 1000 }));
