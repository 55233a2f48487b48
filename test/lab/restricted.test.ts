import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNTRUSTED_DIALS } from '../../src/model/plan.ts';
import { apply, kubectl, verifyNamespace } from './suite/lab.ts';
import { rowsOf } from './suite/rows.ts';

const NAMESPACE = 'lab-restricted';
const labels = { 'istio-injection': 'disabled', 'pod-security.kubernetes.io/enforce': 'restricted' };
beforeAll(() => apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels } }));
afterAll(() => kubectl('delete', 'namespace', NAMESPACE, '--wait=false'));

/** With the memory that is asked for as the limit: a container that needs more is killed. */
function limited(...names: string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'mtls-verify-test-')), 'patch.json');
  const resources = { limits: { memory: '64Mi' } };
  writeFileSync(file, JSON.stringify({ spec: { containers: names.map((name) => ({ name, resources })) } }));
  return file;
}

describe('the probe pods', () => {
  it('pass restricted Pod Security where the API server enforces it', async () => {
    const { run } = await verifyNamespace('lab-strict', '--from', NAMESPACE, '--service', 'server');
    expect(Object.values(rowsOf(run).endpoints)).toEqual(Array(6).fill('match STRICT -'));
  });

  it('need no more than the 64 MiB that they ask for, with --tls-details too', async () => {
    const patch = ['--pod-patch', limited('outside', 'mesh', 'via')];
    const { run } = await verifyNamespace('lab-strict', ...patch, '--tls-details');
    expect(run.notes.filter(({ code }) => code === 'source-failed')).toEqual([]);
    const server = run.endpoints.filter(({ target }) => target.pod === 'server');
    for (const { observations, target } of server.filter(({ observed }) => observed === 'STRICT')) {
      const { details } = observations.find(({ dial }) => dial === 'tls-details')?.evidence ?? {};
      const taken = details?.accepted.map(
        ({ version, ciphers }) => `${version} ${ciphers.toSorted().join(' ')}`,
      );
      const refused = observations.filter(({ dial }) => UNTRUSTED_DIALS.some((one) => one === dial));
      expect(refused.map(({ evidence }) => evidence?.alert)).toEqual([48, 48, 48]);
      // What istiod configures for a key of RSA, and all that BoringSSL has of TLS 1.3 (istio-semantics 5.1).
      expect(`${target.port} ${details?.complete} ${taken?.join('; ')}`).toBe(
        `${target.port} true TLSv1.2 AES128-GCM-SHA256 AES256-GCM-SHA384 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384; TLSv1.3 TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256`,
      );
    }
    expect(run.sources[0]?.certificate).toMatchObject({
      uris: ['spiffe://cluster.local/ns/lab-strict/sa/default'],
      key: 'RSA 2048',
      trusted: true,
    });
  });
});
