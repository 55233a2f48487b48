import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';

/** Passes bytes both ways; dials before it reads, as Envoy's tcp_proxy, and drops the client when that fails. */
export async function proxyTcp(
  downstream: Duplex,
  open: () => Promise<Duplex>,
  drop: () => void,
): Promise<void> {
  let upstream: Duplex;
  try {
    upstream = await open();
  } catch {
    drop();
    return;
  }
  if (downstream.destroyed) {
    upstream.destroy();
    return;
  }
  // Errors end both sides; there is no one to tell.
  pipeline(downstream, upstream, () => undefined);
  pipeline(upstream, downstream, () => undefined);
}
