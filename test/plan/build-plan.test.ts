import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { endpointTarget } from '../judge/build.ts';

const plain = endpointTarget();
const ambient = endpointTarget('TCP', { id: '10.0.0.2:9000', ip: '10.0.0.2', port: 9000 });
const settings = { nonce: 'n', roots: [], timeout: 90_000, ambient: new Set([ambient.id]) };

describe('buildPlan', () => {
  it('asks for an identity over HBONE where ztunnel stands, and with mTLS elsewhere', () => {
    const { batches } = buildPlan(
      { endpoints: [plain, ambient], services: [] },
      { ...settings, sidecar: true },
    );
    expect(batches.mesh.map(({ target, dials }) => [target, ...dials])).toEqual([
      [plain.id, 'mtls'],
      [ambient.id, 'hbone'],
    ]);
    expect(batches.outside.map(({ dials }) => dials)).toEqual([
      ['plaintext', 'tls-mesh', 'tls-plain'],
      ['silent', 'plaintext', 'tls-mesh', 'tls-plain', 'hbone-certless'],
    ]);
  });

  it('has nothing for a sidecar pod that is not to be had', () => {
    const { batches } = buildPlan({ endpoints: [ambient], services: [] }, { ...settings, sidecar: false });
    expect(batches.mesh).toEqual([]);
    expect(batches.outside).toHaveLength(1);
  });
});
