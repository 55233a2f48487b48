import type { Evidence } from '../model/observation.ts';
import { ascii } from './ascii.ts';

const FIRST = 120;
const MAX_SERVER = 60;

/** Printable ASCII of the first bytes, everything else replaced by a dot. */
export function firstBytes(bytes: Buffer): string {
  return ascii(bytes.toString('latin1', 0, FIRST), FIRST);
}

/** Status and the headers that tell Envoy's own answers from the application's; null when it is not HTTP/1. */
export function parseHttp(bytes: Buffer): Evidence['http'] {
  const [head = '', ...body] = bytes.toString('latin1').split('\r\n\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |\r\n|$)/.exec(head)?.[1];
  if (!status) return null;
  const server = /\r\nserver:[ \t]*([^\r\n]*)/i.exec(head)?.[1];
  return {
    status: Number(status),
    server: server === undefined ? null : ascii(server, MAX_SERVER),
    upstream: /\r\nx-envoy-upstream-service-time:/i.test(head),
    ...(status === '403' && body.join('').includes('RBAC: access denied') ? { rbac: true as const } : {}),
  };
}
