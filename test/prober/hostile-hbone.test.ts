import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseProbeLine } from '../../src/observe/probe-line.ts';
import { dialHbone } from '../../src/prober/dial-hbone.ts';
import { HTTP_PEERS } from '../support/hostile/http.ts';
import { http2Peers } from '../support/hostile/http2.ts';
import { RAW_PEERS } from '../support/hostile/raw.ts';
import { RECORD_PEERS } from '../support/hostile/records.ts';
import { tlsPeers } from '../support/hostile/tls.ts';
import { contextFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve } from '../support/tls/serve.ts';

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const own = await ca.issue({ uri: 'spiffe://cluster.local/ns/probe/sa/default' });
const peers = {
  ...RAW_PEERS,
  ...HTTP_PEERS,
  ...RECORD_PEERS,
  ...(await tlsPeers(leaf)),
  ...http2Peers(leaf),
};
/** Longest line of the log: half of what the reader takes. */
const LINE = 8192;
const MIB = 1024 * 1024;
const MOST = 2 * 65_536;
let before = 0;

async function dial(peer: (typeof peers)[string]) {
  const server = await serve(peer);
  try {
    const tls = { ALPNProtocols: ['h2'], cert: own.cert, key: own.key };
    const address = { host: '127.0.0.1', port: server.port };
    const recipe = { address, authority: '10.0.0.5:80', tls, listen: 0, payload: 'x\n', timeout: 500 };
    return await dialHbone(recipe, contextFor(ca.root));
  } finally {
    await server.close();
  }
}

/** What an HBONE dial makes of servers that mean it harm. */
describe('hostile peers on port 15008', () => {
  beforeAll(() => {
    before = process.memoryUsage().rss;
  });
  afterAll(() => {
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB);
  });

  test.each(Object.entries(peers))('%s', { timeout: 60_000 }, async (_name, peer) => {
    const evidence = await dial(peer);
    expect(evidence.bytes).toBeLessThanOrEqual(MOST);
    const line = { type: 'result', target: '10.0.0.5:80', dial: 'hbone', evidence };
    expect(parseProbeLine(line), JSON.stringify(line)).not.toBeNull();
    const text = JSON.stringify(line);
    expect(text.length).toBeLessThanOrEqual(LINE);
    expect(text).toMatch(/^[\x20-\x7e]+$/);
  });
});
