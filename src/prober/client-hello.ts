import { Duplex } from 'node:stream';
import { connect } from 'node:tls';

/** The first bytes of a TLS client, as Node would send them. */
export function clientHello(): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = new Duplex({
      read() {},
      // Called while connect() below has not yet returned.
      write(chunk: Buffer, _encoding, done) {
        resolve(chunk);
        done();
      },
    });
    connect({ socket, rejectUnauthorized: false }).on('error', () => {});
  });
}
