import { isIPv6 } from 'node:net';

export interface Address {
  host: string;
  port: number;
}

/** `host:port`, with brackets around an IPv6 address. */
export function formatAddress({ host, port }: Address): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Where a dial really goes: like curl's --connect-to, which changes the connection but not what is said on it. */
export function resolveAddress(address: Address, connectTo: Record<string, string> | undefined): Address {
  const other = connectTo?.[formatAddress(address)] ?? connectTo?.[`${address.host}:${address.port}`];
  const split = other === undefined ? null : /^\[?(.+?)\]?:(\d+)$/.exec(other);
  if (!split?.[1] || !split[2]) return address;
  return { host: split[1], port: Number(split[2]) };
}
