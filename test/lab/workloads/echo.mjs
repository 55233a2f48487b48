// The echo application of every workload: one port of each kind that a sidecar treats differently.
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';

const name = process.env.HOSTNAME;

function onHttp(port) {
  return (request, answer) => {
    request.resume();
    const xfcc = request.headers['x-forwarded-client-cert'] ?? null;
    answer.writeHead(200, { 'content-type': 'application/json', 'x-lab-server': name });
    answer.end(`${JSON.stringify({ server: name, port, xfcc })}\n`);
  };
}

/** Echoes what comes, after a greeting where there is one; what looks like HTTP gets an HTTP answer on ports that know it. */
function tcp(port, { greeting = '', knowsHttp = false } = {}) {
  net
    .createServer((socket) => {
      if (greeting) socket.write(greeting);
      socket.on('data', (data) => {
        if (knowsHttp && /^[A-Z]+ \S+ HTTP\/1/.test(data.toString('latin1'))) {
          socket.end('HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: close\r\n\r\nok\n');
        } else {
          socket.write(Buffer.concat([Buffer.from(`echo:${name}:`), data]));
        }
      });
      socket.on('error', () => {});
      socket.on('end', () => socket.end());
    })
    .listen(port, '0.0.0.0');
}

const pair = { key: fs.readFileSync('/tls/tls.key'), cert: fs.readFileSync('/tls/tls.crt') };

http.createServer(onHttp(8080)).listen(8080, '0.0.0.0');
tcp(9000);
tcp(9090, { knowsHttp: true });
tcp(9100, { greeting: `220 greeting from ${name}\r\n` });
tcp(9101, { greeting: `220 greeting from ${name}\r\n` });
tcp(7070, { knowsHttp: true });
tcp(7071);
tls
  .createServer({ ...pair, ALPNProtocols: ['http/1.1'] }, (socket) => {
    socket.on('data', (data) => {
      if (/^GET /.test(data.toString('latin1')))
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\napp-tls\n');
      else socket.write(Buffer.concat([Buffer.from('tlsecho:'), data]));
    });
    socket.on('error', () => {});
  })
  .listen(8443, '0.0.0.0');
// The look-alike of a sidecar: TLS that demands a client certificate, with a certificate that is not the mesh's.
tls
  .createServer({ ...pair, requestCert: true, rejectUnauthorized: true, ca: [pair.cert] }, (socket) => {
    socket.on('error', () => {});
    socket.write('in\n');
  })
  .on('tlsClientError', () => {})
  .listen(7443, '0.0.0.0');

process.on('SIGTERM', () => process.exit(0));
