import { type Address, formatAddress } from './address.ts';

/** One small HTTP/1.1 request that says who asks. */
export function httpRequest(host: string): string {
  return `GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: mtls-verify\r\nConnection: close\r\n\r\n`;
}

/** What is written to a port that is not HTTP: one line, recognisable in the target's log. */
export const TOKEN = 'mtls-verify-probe\n';

/** The bytes for a target that is dialled by its address. */
export function payloadFor(speak: 'http' | 'token' | 'tls-token', address: Address): string {
  return speak === 'http' ? httpRequest(formatAddress(address)) : TOKEN;
}
