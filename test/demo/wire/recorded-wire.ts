import { onTestFinished } from 'vitest';
import type { App, Wire } from '../../../src/demo/wire/wire.ts';
import type { Evidence } from '../../../src/model/observation.ts';
import { isMeshCertificate } from '../../../src/observe/identity.ts';
import { classify } from '../../../src/observe/outcome.ts';
import { type RecordedDial, recordedDials } from './recorded.ts';
import { startWithClient, type TestWire } from './with-client.ts';

const IDENTITY = [{ namespace: 'mesh', serviceAccount: 'server' }];

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
export const KNOWS_HTTP = ['http', 'auto', 'undecl-http', 'https'];
export const TARGETS = Object.keys(APPS);
const HOST = '10.244.0.9';

/** The address of a recorded port on its wire. */
export function addressOf(target: string): { host: string; port: number } {
  return { host: HOST, port: TARGETS.indexOf(target) + 1 };
}

/** Plays the server of recorded dials that were all made in the same mode, until the test ends. */
export async function startRecorded(dials: RecordedDial[]): Promise<TestWire> {
  const wire = await startWithClient(wireOf(dials), 'mesh/probe');
  onTestFinished(() => wire.close());
  return wire;
}

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
export function summary(evidence: Evidence): string {
  const mesh = isMeshCertificate(evidence.certificate, IDENTITY);
  const certificate = mesh ? 'mesh' : evidence.certificate ? 'application' : 'none';
  return `${classify(evidence, mesh)}, certificate ${certificate}, alert ${evidence.alert ?? 'none'}`;
}
