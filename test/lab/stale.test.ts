import { afterAll, describe, expect, it } from 'vitest';
import { apply, eventually, kubectl, lab, leftovers, verifyNamespace } from './suite/lab.ts';
import { rowsOf } from './suite/rows.ts';

const NAMESPACE = 'lab-exceptions';
const strict = {
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'open', namespace: NAMESPACE },
  spec: { selector: { matchLabels: { app: 'open' } }, mtls: { mode: 'STRICT' } },
};
const permissive = { ...strict, spec: { ...strict.spec, mtls: { mode: 'PERMISSIVE' } } };

/** A paused istiod answers no validation either: for that time a policy must pass without it. istiod puts this back by itself. */
async function letPoliciesPass(): Promise<void> {
  const { stdout } = await kubectl('get', 'validatingwebhookconfigurations', '-o', 'name');
  for (const name of String(stdout)
    .split('\n')
    .filter((line) => line.includes('istio'))) {
    const patch = JSON.stringify([
      { op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Ignore' },
      { op: 'replace', path: '/webhooks/0/timeoutSeconds', value: 1 },
    ]);
    await kubectl('patch', name, '--type', 'json', '-p', patch);
  }
}

afterAll(async () => {
  await lab('istiod', 'resume');
  await eventually(
    () =>
      apply(permissive).then(
        () => true,
        () => false,
      ),
    Boolean,
    60,
  );
});

describe('a policy that istiod has not pushed', () => {
  it('is drift with unknown cause, and a match once istiod runs again', async () => {
    await lab('istiod', 'pause');
    await letPoliciesPass();
    await apply(strict);
    const args = [NAMESPACE, '--service', 'open', '--timeout', '60s'];
    const paused = await verifyNamespace(...args);
    expect(Object.values(rowsOf(paused.run).endpoints)).toEqual(Array(6).fill('open PERMISSIVE unknown'));
    expect(paused.exitCode).toBe(1);
    // The injection webhook is istiod's as well: no sidecar pod can be had meanwhile, and the run says so.
    expect(paused.run.notes.map(({ code }) => code)).toContain('source-failed');

    await lab('istiod', 'resume');
    const resumed = await eventually(
      () => verifyNamespace(...args),
      ({ exitCode }) => exitCode === 0,
      120,
    );
    expect(Object.values(rowsOf(resumed.run).endpoints)).toEqual(Array(6).fill('match STRICT -'));
    expect(resumed.exitCode).toBe(0);
    expect(await eventually(leftovers, (left) => left.length === 0, 60)).toEqual([]);
  });
});
