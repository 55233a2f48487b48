// in-force.mjs SECONDS MESH_POLICY NAMESPACE…: reads `kubectl get pods -A -o json` and dials every pod of these situations in plaintext until
// each answers or refuses as its policies say; MESH_POLICY is '' when the whole mesh has none. Run inside the lab's network. Exit code 1, with the pods' names, when time is over.
import fs from 'node:fs';
import net from 'node:net';
import { plaintext } from './expect.mjs';

const PORT = 8080;
const [seconds, meshPolicy, ...namespaces] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;

/** True when a byte of an answer comes, false when the server ends the connection, null when neither happens. */
function dial(host) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: PORT, timeout: 2000 });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => socket.write('GET / HTTP/1.1\r\nhost: lab\r\nconnection: close\r\n\r\n'));
    socket.on('data', () => done(true));
    socket.on('end', () => done(false));
    socket.on('error', (error) => done(error.code === 'ECONNRESET' ? false : null));
    socket.on('timeout', () => done(null));
  });
}

const { items } = JSON.parse(fs.readFileSync(0, 'utf8'));
let waiting = namespaces.flatMap((namespace) =>
  plaintext(namespace).flatMap(({ pod, answers }) => {
    const found = items.find(({ metadata }) => metadata.namespace === namespace && metadata.name === pod);
    if (!found || (answers === null && meshPolicy !== '')) return [];
    return [{ name: `${namespace}/${pod}`, ip: found.status.podIP, answers: answers ?? true }];
  }),
);
for (;;) {
  const answers = await Promise.all(waiting.map(({ ip }) => dial(ip)));
  waiting = waiting.filter((row, index) => answers[index] !== row.answers);
  if (waiting.length === 0) break;
  if (Date.now() > end) {
    console.error(
      waiting
        .map(({ name, answers }) => `${name}: plaintext is ${answers ? 'still refused' : 'still answered'}`)
        .join('\n'),
    );
    process.exit(1);
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
}
