import type { StartedClient } from '../../../src/demo/wire/client.ts';
import { type StartedWire, startWire } from '../../../src/demo/wire/start.ts';
import type { Wire } from '../../../src/demo/wire/wire.ts';

/** A wire with one mesh client; `connectTo` leads to the endpoints and through the client's sidecar. */
export type TestWire = StartedWire & StartedClient;

export async function startWithClient(wire: Wire, account = 'default/default'): Promise<TestWire> {
  const started = await startWire(wire);
  const client = await started.client(account);
  return { ...started, ...client, connectTo: { ...started.connectTo, ...client.connectTo } };
}
