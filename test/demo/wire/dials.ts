import { setMaxListeners } from 'node:events';
import { onTestFinished } from 'vitest';
import { readWire } from '../../../src/demo/wire/read-wire.ts';
import type { Evidence, ProbeLine } from '../../../src/model/observation.ts';
import type { Batch } from '../../../src/model/plan.ts';
import { proxyAdmin } from '../../../src/prober/proxy-admin.ts';
import { parseRoots } from '../../../src/prober/roots.ts';
import { runBatch } from '../../../src/prober/run-batch.ts';
import { startWithClient, type TestWire } from './with-client.ts';

const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);

/** Starts a wire that the test's end closes. */
export async function startTestWire(text: string): Promise<TestWire> {
  const wire = await startWithClient(readWire(text));
  onTestFinished(() => wire.close());
  return wire;
}

/** Makes dials of the real prober against `host:port` of a wire. */
export async function dialWire(
  wire: TestWire,
  id: string,
  dials: Batch['dials'],
  speak: Batch['speak'] = 'http',
  more: Partial<Batch> = {},
): Promise<Partial<Record<Batch['dials'][number], Evidence>>> {
  const [, host = '', port = ''] = /^(.+):(\d+)$/.exec(id) ?? [];
  const { 'cert-chain.pem': cert, 'key.pem': key, 'root-cert.pem': root } = wire.certificates;
  const lines: ProbeLine[] = [];
  await runBatch(
    { target: id, host, port: Number(port), dials, speak, gentle: false, ...more },
    {
      roots: parseRoots([wire.root]),
      signal: SIGNAL,
      timeout: 1500,
      connectTo: wire.connectTo,
      certificate: { cert, key, root },
      admin: proxyAdmin(wire.env.MTLS_PROBE_ADMIN),
    },
    (line) => lines.push(line),
  );
  return Object.fromEntries(
    lines.flatMap((line) => (line.type === 'result' ? [[line.dial, line.evidence]] : [])),
  );
}

/** One word or two for what a dial saw. */
export function wordsFor(evidence: Evidence | undefined): string {
  if (!evidence) return 'not run';
  const { http, bytes, end, alert, certificate, code, handshake } = evidence;
  const shown = certificate ? `${certificate.uris.length ? 'mesh' : 'app'} certificate, ` : '';
  if (http) return `${shown}${http.status}`;
  if (bytes > 0) return `${shown}bytes`;
  if (alert !== null) return `${shown}alert ${alert}`;
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return 'not TLS';
  return `${shown}${handshake && end === 'eof' ? 'closed' : end}`;
}
