import { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** The ClientHello of a client of Node's that offers these ALPN names. */
export function helloOf(ALPNProtocols: string[]): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk);
        done();
      },
    });
    connect({ socket, rejectUnauthorized: false, ...(ALPNProtocols.length ? { ALPNProtocols } : {}) }).on(
      'error',
      () => undefined,
    );
  });
}
