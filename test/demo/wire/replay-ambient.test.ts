import { X509Certificate } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import type { App, Sends, Wire } from '../../../src/demo/wire/wire.ts';
import type { Evidence } from '../../../src/model/observation.ts';
import { isMeshCertificate } from '../../../src/observe/identity.ts';
import { classify } from '../../../src/observe/outcome.ts';
import { resolveAddress } from '../../../src/prober/address.ts';
import { dialHbone } from '../../../src/prober/dial-hbone.ts';
import { dialOnce } from '../../../src/prober/dial-once.ts';
import { groupBy } from '../../../src/util/group.ts';
import {
  ACCEPTED,
  type AmbientDial,
  ambientDials,
  ambientEvidence,
  PORTS,
} from '../../support/measured-ambient.ts';
import { recipeFor } from './dial-kinds.ts';
import { startWithClient, type TestWire } from './with-client.ts';

const IDENTITY = [{ namespace: 'amb', serviceAccount: 'server' }];
const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);
const HOST = '10.244.0.9';
const CONCURRENCY = 16;
/** Bytes that every kind of application answers. */
const SAY = 'GET /probe HTTP/1.1\r\nHost: server\r\nConnection: close\r\n\r\n';
const LINE = 'MTLSVERIFY-PROBE-0123456789\n';

const APPS: Record<keyof typeof PORTS, App> = {
  http: 'http',
  'tcp-echo': 'echo',
  auto: 'http-echo',
  'tcp-greet': 'server-first',
  https: 'tls',
  undecl: 'echo',
};
const TARGETS = Object.keys(PORTS) as (keyof typeof PORTS)[];
/** What the client's sidecar did with each of its requests (measured.md section 6, "Clients"). */
const CLIENTS: Record<string, { class: 'HTTP' | 'TCP' | 'AUTO'; target: keyof typeof PORTS; sends: Sends }> =
  {
    http: { class: 'HTTP', target: 'http', sends: 'hbone' },
    auto: { class: 'AUTO', target: 'auto', sends: 'hbone' },
    tcp: { class: 'TCP', target: 'tcp-echo', sends: 'hbone' },
    greet: { class: 'TCP', target: 'tcp-greet', sends: 'hbone' },
    https: { class: 'TCP', target: 'https', sends: 'hbone' },
    'direct-ip': { class: 'AUTO', target: 'http', sends: 'passthrough' },
    'undecl-ip': { class: 'AUTO', target: 'undecl', sends: 'passthrough' },
  };

const started: TestWire[] = [];
afterAll(async () => {
  await Promise.all(started.map((wire) => wire.close()));
});

function wireOf(policies: string): Wire {
  const open = ACCEPTED[policies] ?? [];
  const endpoints = TARGETS.map((target) => [
    `${HOST}:${PORTS[target]}`,
    {
      sidecar: 'none',
      ztunnel: open.includes(PORTS[target]) ? 'PERMISSIVE' : 'STRICT',
      app: APPS[target],
      account: 'amb/server',
    } as const,
  ]);
  const clients = Object.entries(CLIENTS).map(([name, { target, sends, class: portClass }]) => [
    `${name}.amb:1`,
    { class: portClass, to: { [`${HOST}:${PORTS[target]}`]: sends } },
  ]);
  return { endpoints: Object.fromEntries(endpoints), clients: Object.fromEntries(clients) };
}

/** What counts of a dial; of HTTP through a sidecar only the status was recorded. */
function summary(evidence: Evidence, from: AmbientDial['from'], status?: number): string {
  if (from === 'sidecar-client' && status !== undefined) return `${status}`;
  const mesh = isMeshCertificate(evidence.certificate, IDENTITY);
  const shown = mesh ? 'mesh' : evidence.certificate ? 'application' : 'none';
  const tunnel = evidence.connectStatus === undefined ? '' : `, tunnel ${evidence.connectStatus}`;
  return `${classify(evidence, mesh)}, certificate ${shown}, alert ${evidence.alert ?? 'none'}${tunnel}`;
}

function recordedSummary(dial: AmbientDial): string {
  return summary(ambientEvidence(dial), dial.from, dial.status);
}

function make(dial: AmbientDial, wire: TestWire, timeout: number): Promise<Evidence> {
  const context = { roots: [new X509Certificate(wire.root)], signal: SIGNAL };
  if (dial.from === 'hbone-mesh') {
    const authority = `${HOST}:${dial.port}`;
    const address = resolveAddress({ host: HOST, port: 15008 }, wire.connectTo);
    const { 'cert-chain.pem': cert, 'key.pem': key } = wire.certificates;
    const tls = { ALPNProtocols: ['h2'], cert, key };
    return dialHbone({ address, authority, tls, listen: 0, payload: SAY, timeout }, context);
  }
  if (dial.from === 'sidecar-client') {
    const address = resolveAddress({ host: `${dial.dial}.amb`, port: 1 }, wire.connectTo);
    const tls = dial.dial === 'https' ? {} : null;
    const listen = dial.dial === 'greet' ? 500 : 0;
    // A sniffed port that is asked in HTTP is answered by the client's own proxy.
    const payload = dial.dial === 'undecl-ip' ? LINE : SAY;
    return dialOnce({ address, tls, listen, payload, timeout }, context);
  }
  const address = resolveAddress({ host: HOST, port: dial.port ?? 0 }, wire.connectTo);
  const knowsHttp = ['http', 'auto', 'https'].includes(dial.target ?? '');
  const recipe = recipeFor(dial.dial, address, knowsHttp, wire);
  return dialOnce({ ...recipe, listen: recipe.listen && timeout / 8, timeout }, context);
}

async function replay(policies: string, dials: AmbientDial[]): Promise<string[]> {
  const wire = await startWithClient(wireOf(policies), 'amb/probe');
  started.push(wire);
  const differences: string[] = [];
  const queue = [...dials];
  const worker = async () => {
    for (let dial = queue.shift(); dial; dial = queue.shift()) {
      const { from, status } = dial;
      const recorded = recordedSummary(dial);
      const told = (evidence: Evidence) =>
        summary(evidence, from, status === undefined ? undefined : (evidence.http?.status ?? 0));
      const first = await make(dial, wire, 4000);
      // On a busy machine an answer comes late: what heard nothing, and should have, is asked again with more time.
      const late = first.end === 'timeout' && told(first) !== recorded;
      const seen = told(late ? await make(dial, wire, 20_000) : first);
      if (seen !== recorded)
        differences.push(
          `${from} ${dial.target ?? dial.port ?? ''} ${dial.dial}: recorded ${recorded}; seen ${seen}`,
        );
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return differences;
}

describe('the dials at a real ztunnel, made again at the stand-in', () => {
  const groups = groupBy(ambientDials, ({ policies }) => policies);

  test('there are 697, under 17 sets of policies', () => {
    expect(ambientDials).toHaveLength(697);
    expect([...groups.keys()].toSorted()).toEqual(Object.keys(ACCEPTED).toSorted());
  });

  test.for([...groups])('%s', { timeout: 120_000 }, async ([policies, dials]) => {
    expect(await replay(policies, dials)).toEqual([]);
  });
});
