import type { TlsOptions } from 'node:tls';
import { type Application, tlsApplication } from './applications.ts';
import type { Leaf, MeshCa } from './mesh-ca.ts';

const TLS_HANDSHAKE_RECORD = 0x16;

/** What a sidecar in a mode does with connections to an application (measured.md section 2). */
export function sidecar(
  mode: 'STRICT' | 'PERMISSIVE',
  { ca, leaf, tls }: { ca: MeshCa; leaf: Leaf; tls?: TlsOptions },
  application: Application,
): Application {
  const terminate = tlsApplication(
    { ...leaf, ca: ca.root, requestCert: true, rejectUnauthorized: true, ...tls },
    application,
  );
  return (socket) => {
    // Read and put back, without ever setting the socket flowing: whoever takes it starts as on a fresh one.
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (!first) return;
      const isTls = first[0] === TLS_HANDSHAKE_RECORD;
      if (mode === 'STRICT' && !isTls) {
        socket.resetAndDestroy();
        return;
      }
      socket.unshift(first);
      // A name in the ALPN list stands behind its length.
      const isMesh = isTls && first.includes('\x05istio', 0, 'latin1');
      if (mode === 'STRICT' || isMesh) terminate(socket);
      else application(socket);
    });
  };
}
