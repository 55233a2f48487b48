import { X509Certificate } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import type { App, Wire } from '../../../src/demo/wire/wire.ts';
import type { Evidence } from '../../../src/model/observation.ts';
import { isMeshCertificate } from '../../../src/observe/identity.ts';
import { classify } from '../../../src/observe/outcome.ts';
import { resolveAddress } from '../../../src/prober/address.ts';
import { dialOnce, type Recipe } from '../../../src/prober/dial-once.ts';
import { groupBy } from '../../../src/util/group.ts';
import { recipeFor } from './dial-kinds.ts';
import { type RecordedDial, recordedDials, recordedEvidence } from './recorded.ts';
import { startWithClient, type TestWire } from './with-client.ts';

const IDENTITY = [{ namespace: 'mesh', serviceAccount: 'server' }];
const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);
const CONCURRENCY = 24;

/** The ports of the recorded server. */
const APPS: Record<string, App> = {
  http: 'http',
  'tcp-echo': 'echo',
  auto: 'http-echo',
  'tcp-greet': 'server-first',
  'auto-greet': 'server-first',
  https: 'tls',
  'undecl-http': 'http-echo',
  'undecl-raw': 'echo',
  'undecl-mtlsapp': 'tls-client-cert',
};
const KNOWS_HTTP = ['http', 'auto', 'undecl-http', 'https'];
const TARGETS = Object.keys(APPS);
const HOST = '10.244.0.9';

/** What was recorded and is seen differently on the stand-in, with the reason. None. */
const EXCEPTIONS: readonly string[] = [];

const started: TestWire[] = [];
afterAll(async () => {
  await Promise.all(started.map((wire) => wire.close()));
});

function wireOf([first]: RecordedDial[]): Wire {
  if (!first) throw new Error('no dials');
  const mode = first.pa === 'none' ? 'PERMISSIVE' : first.pa;
  const classes = new Map(recordedDials.map((dial) => [dial.target, dial.class]));
  const endpoints = TARGETS.map((target, port) => [
    `${HOST}:${port + 1}`,
    {
      sidecar: first.proxy === 'none' ? 'none' : mode,
      class: classes.get(target) ?? 'UNDECLARED',
      app: APPS[target] ?? 'down',
      account: 'mesh/server',
    } as const,
  ]);
  return { minTls: first.minTls, endpoints: Object.fromEntries(endpoints) };
}

/** Outcome class and whose certificate was shown. */
function summary(evidence: Evidence): string {
  const mesh = isMeshCertificate(evidence.certificate, IDENTITY);
  const certificate = mesh ? 'mesh' : evidence.certificate ? 'application' : 'none';
  return `${classify(evidence, mesh)}, certificate ${certificate}, alert ${evidence.alert ?? 'none'}`;
}

/** On a busy machine an answer comes late: what heard nothing, and should have, is asked again with more time. */
function patient(recipe: Recipe): Recipe {
  return { ...recipe, listen: recipe.listen * 10, timeout: recipe.timeout * 5 };
}

async function replay(dials: RecordedDial[]): Promise<string[]> {
  const wire = await startWithClient(wireOf(dials), 'mesh/probe');
  started.push(wire);
  const roots = [new X509Certificate(wire.root)];
  const differences: string[] = [];
  const queue = [...dials];
  const worker = async () => {
    for (let dial = queue.shift(); dial; dial = queue.shift()) {
      const { target } = dial;
      const address = resolveAddress({ host: HOST, port: TARGETS.indexOf(target) + 1 }, wire.connectTo);
      const recipe = recipeFor(dial.dial, address, KNOWS_HTTP.includes(target), wire);
      const recorded = summary(recordedEvidence(dial));
      const first = await dialOnce(recipe, { roots, signal: SIGNAL });
      const late = first.end === 'timeout' && summary(first) !== recorded;
      const seen = summary(late ? await dialOnce(patient(recipe), { roots, signal: SIGNAL }) : first);
      if (seen !== recorded) differences.push(`${target} ${dial.dial}: recorded ${recorded}; seen ${seen}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return differences;
}

describe('the dials of a real mesh, made again at the stand-ins', () => {
  const groups = groupBy(recordedDials, ({ pa, proxy, minTls }) => `${pa}, ${proxy}, TLS from ${minTls}`);

  test('there are 1539, and at most 3 % are exceptions', () => {
    expect(recordedDials).toHaveLength(1539);
    expect(EXCEPTIONS.length / recordedDials.length).toBeLessThanOrEqual(0.03);
  });

  test.for([...groups])('%s', { timeout: 120_000 }, async ([, dials]) => {
    const differences = await replay(dials);
    expect(differences.filter((difference) => !EXCEPTIONS.includes(difference))).toEqual([]);
  });
});
