import { setMaxListeners } from 'node:events';
import { describe, expect, test } from 'vitest';
import { untrustedCertificates } from '../../../src/certificate/untrusted.ts';
import type { ProbeLine } from '../../../src/model/observation.ts';
import type { Batch } from '../../../src/model/plan.ts';
import { runBatch } from '../../../src/prober/run-batch.ts';
import { groupBy } from '../../../src/util/group.ts';
import { contextFor } from '../../support/tls/measure.ts';
import { type RecordedDial, recordedDials, recordedEvidence } from './recorded.ts';
import { addressOf, startRecorded, summary, TARGETS } from './recorded-wire.ts';
import type { TestWire } from './with-client.ts';

const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);

/** The dial of the prober that each of these recorded ones stands for. */
const RECORDED = { 'tls12-istio': 'tls12', 'self13-istio3': 'mtls-untrusted' } as const;
type Name = keyof typeof RECORDED;
const NAMES = ['tls12-istio', 'self13-istio3'] as const satisfies Name[];
const DIALS: Batch['dials'] = ['tls-mesh', 'tls12', 'mtls-untrusted', 'mtls-expired', 'mtls-foreign'];
const untrusted = await untrustedCertificates('cluster.local');

/** What the prober makes of a port, by dial: outcome, certificate and alert, or why it was not dialled. */
async function dialled(wire: TestWire, target: string): Promise<Map<string, string>> {
  const { host, port } = addressOf(target);
  const context = contextFor(wire.root, { connectTo: wire.connectTo, signal: SIGNAL, untrusted });
  const seen = new Map<string, string>();
  const write = (line: ProbeLine) => {
    if (line.type === 'result') seen.set(line.dial, summary(line.evidence));
    if (line.type === 'not-run') seen.set(line.dial, line.reason);
  };
  await runBatch({ target, host, port, dials: DIALS, speak: 'token', gentle: false }, context, write);
  return seen;
}

/** Where no sidecar showed itself on the recording, the prober leaves the port alone. */
function expected(dials: readonly RecordedDial[], name: Name): string {
  const evidence = (dial: string) => dials.filter((one) => one.dial === dial).map(recordedEvidence)[0];
  const mesh = evidence('tls13-istio')?.certificate?.uris.length ?? 0;
  const found = evidence(name);
  if (!found) throw new Error(`no ${name} was recorded`);
  return mesh > 0 ? summary(found) : 'no-mesh-certificate';
}

describe('TLS 1.2 and certificates that nothing trusts, dialled by the prober at the stand-ins', () => {
  const groups = groupBy(recordedDials, ({ pa, proxy, minTls }) => `${pa}, ${proxy}, TLS from ${minTls}`);

  test.for([...groups])('%s', { timeout: 120_000 }, async ([, dials]) => {
    const wire = await startRecorded(dials);
    for (const target of TARGETS) {
      const own = dials.filter((one) => one.target === target);
      const seen = await dialled(wire, target);
      for (const name of NAMES)
        expect(`${target} ${name}: ${seen.get(RECORDED[name])}`).toBe(
          `${target} ${name}: ${expected(own, name)}`,
        );
      // Not on the recording; test/lab/restricted.test.ts sees the same of a real Envoy, which looks for the issuer first.
      for (const dial of ['mtls-expired', 'mtls-foreign'])
        expect(`${dial} ${seen.get(dial)}`).toBe(`${dial} ${seen.get('mtls-untrusted')}`);
    }
  });
});
