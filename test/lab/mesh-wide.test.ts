import { afterAll, describe, expect, it } from 'vitest';
import { eventually, inLab, kubectl, lab, verifyNamespace } from './suite/lab.ts';
import { rowsOf } from './suite/rows.ts';

// Settings of the whole mesh: each is put back at the end.
afterAll(() => lab('mesh', 'reset'));

const podIp = async (namespace: string, pod: string) =>
  (await kubectl('-n', namespace, 'get', 'pod', pod, '-o', 'jsonpath={.status.podIP}')).stdout;

/** The TLS alert that a certless TLS 1.2 client meets: 40, or 70 once the minimum is 1.3 (measured.md section 2). */
async function tls12Alert(ip: unknown): Promise<string> {
  const dial = `const s = require('tls').connect({ host: '${ip}', port: 8080, maxVersion: 'TLSv1.2', ALPNProtocols: ['istio'], rejectUnauthorized: false });
    s.on('error', (e) => { console.log(/alert number (\\d+)/.exec(e.message)?.[1] ?? e.code); process.exit(0); });
    setTimeout(() => process.exit(1), 5000);`;
  return String((await inLab(process.execPath, ['-e', dial], { reject: false })).stdout);
}

async function eventuallyRows(args: string[], right: (rows: ReturnType<typeof rowsOf>) => boolean) {
  return eventually(async () => rowsOf((await verifyNamespace(...args)).run), right, 60);
}

describe('mesh-wide settings', () => {
  it('a mesh policy STRICT decides where the namespace says nothing', async () => {
    await lab('mesh', 'strict');
    const rows = await eventuallyRows(
      ['lab-none'],
      ({ endpoints }) => endpoints['server 8080'] === 'match STRICT -',
    );
    for (const port of [7070, 7071, 7443, 8080, 8443, 9000, 9090, 9100, 9101]) {
      expect(rows.endpoints[`server ${port}`]).toBe('match STRICT -');
      expect(rows.endpoints[`server-classic ${port}`]).toBe('match STRICT -');
      expect(rows.endpoints[`naked ${port}`]).toBe('open NONE no-sidecar');
    }
    const { run } = await verifyNamespace('lab-none', '--service', 'server', '--port', '8080');
    expect(run.endpoints[0]?.prediction.declared).toMatchObject({
      level: 'mesh',
      decidedBy: { namespace: 'istio-system', name: 'mesh-default' },
    });
  });

  it('without auto mTLS a STRICT server needs a DestinationRule', async () => {
    await lab('mesh', 'enableAutoMtls=false');
    const broken = 'broken - plaintext-to-strict';
    const without = await eventuallyRows(
      ['lab-none', '--service', 'server'],
      ({ services }) => services['server 8080'] === broken,
    );
    expect(Object.values(without.services)).toEqual(Array(6).fill(broken));
    const withRule = await verifyNamespace('lab-dr-mutual', '--service', 'server');
    expect(Object.values(rowsOf(withRule.run).services)).toEqual(Array(6).fill('match mtls -'));
    expect(withRule.run.mesh.autoMtls).toBe(false);
    await lab('mesh', 'reset');
  });

  it('with a minimum of TLS 1.3 every mode shows as before', async () => {
    await lab('mesh', 'minTls=1.3');
    const ip = await podIp('lab-strict', 'server');
    expect(
      await eventually(
        () => tls12Alert(ip),
        (alert) => alert === '70',
        60,
      ),
    ).toBe('70');
    const expected = {
      'lab-strict': 'match STRICT -',
      'lab-permissive': 'match PERMISSIVE -',
      'lab-disable': 'match NONE -',
    };
    for (const [namespace, row] of Object.entries(expected)) {
      const { run } = await verifyNamespace(namespace);
      const { endpoints } = rowsOf(run);
      for (const port of [7070, 7071, 7443, 8080, 8443, 9000, 9090, 9100, 9101]) {
        expect(`${namespace} ${port} ${endpoints[`server ${port}`]}`).toBe(`${namespace} ${port} ${row}`);
      }
      expect(run.mesh.minTls).toBe('1.3');
    }
  });
});
