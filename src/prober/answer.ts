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
  const text = body.join('');
  const status = /^HTTP\/1\.[01] (\d{3})(?: |\r\n|$)/.exec(head)?.[1];
  if (!status) return null;
  const server = /\r\nserver:[ \t]*([^\r\n]*)/i.exec(head)?.[1];
  return {
    status: Number(status),
    server: server === undefined ? null : ascii(server, MAX_SERVER),
    upstream: /\r\nx-envoy-upstream-service-time:/i.test(head),
    ...(status === '403' && text.includes('RBAC: access denied') ? { rbac: true as const } : {}),
    ...(isLimited(status, head, text) ? { limited: true as const } : {}),
  };
}

/** How Envoy says that it turned a request away: rate limits (429), circuit breakers (overflow) and its overload manager. */
function isLimited(status: string, head: string, body: string): boolean {
  if (status === '429') return true;
  return (
    status === '503' &&
    (/\r\nx-envoy-(?:local-)?overloaded:/i.test(head) || /reset reason: overflow|envoy overloaded/.test(body))
  );
}
