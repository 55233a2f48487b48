import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;
const SHOP = ['-f', 'fixtures/situations/control-plane.yaml', '-f', 'fixtures/situations/shop/cluster.yaml'];
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtls-verify-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function policy(...args: string[]) {
  const env = { NO_COLOR: '1', KUBECONFIG: '', HOME: tmpdir() };
  const { exitCode, stdout, stderr } = await execa(NODE, ['bin/run.js', 'policy', ...args], {
    reject: false,
    env,
  });
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

function manifests(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const APPLICATION = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, ports: [{containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default, namespace: shop}
spec: {mtls: {mode: STRICT}}
`;

describe('mtls-verify policy', () => {
  it('says what an application’s manifests declare', async () => {
    const { exitCode, stdout, stderr } = await policy('-f', manifests('ok.yaml', APPLICATION), '-o', 'json');
    const decidedBy = { kind: 'PeerAuthentication', namespace: 'shop', name: 'default' };
    const row = { namespace: 'shop', pod: 'cart', mode: 'STRICT', decidedBy };
    expect({ exitCode, stderr, report: JSON.parse(stdout) as unknown }).toEqual({
      exitCode: 0,
      stderr: '',
      report: {
        server: [
          { ...row, port: 8080 },
          { ...row, port: '*' },
        ],
        client: [
          {
            namespace: 'shop',
            pod: 'cart',
            host: 'cart.shop.svc.cluster.local',
            port: 80,
            subset: null,
            endpoint: null,
            tls: 'mtls',
            decidedBy: null,
          },
        ],
        findings: [],
      },
    });
  });

  it('takes the mesh configuration from a file', async () => {
    const mesh = manifests('mesh.txt', 'enableAutoMtls: false\n');
    const { exitCode, stdout } = await policy(
      ...['-f', manifests('ok.yaml', APPLICATION), '--mesh-config', mesh, '-o', 'json'],
    );
    expect(exitCode).toBe(1);
    expect(stdout).toContain('"tls": "plaintext"');
    expect(stdout).toContain('MTLS310');
  });

  it('ends with 1 on errors and tells them in the table', async () => {
    const { exitCode, stdout } = await policy(...SHOP, '-n', 'shop');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('error MTLS308: STRICT without a sidecar');
    expect(stdout).toMatch(/^NAMESPACE +POD +PORT +MODE +DECIDED BY$/m);
  });

  it('wants a namespace or manifests', async () => {
    expect(await policy()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('-n') as string });
  });

  it('ends with 2 on files that cannot be read', async () => {
    const { exitCode, stderr } = await policy('-f', manifests('bad.yaml', 'kind: ['));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('bad.yaml cannot be read');
  });
});
