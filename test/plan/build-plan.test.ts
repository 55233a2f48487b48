import { describe, expect, it } from 'vitest';
import type { EndpointTarget } from '../../src/model/target.ts';
import { buildPlan, type PlanSettings } from '../../src/plan/build-plan.ts';
import { endpointTarget } from '../judge/build.ts';

const DECIDING = ['plaintext', 'tls-mesh', 'tls-plain'];
const pair = { cert: 'c', key: 'k' };
const untrusted = { 'mtls-untrusted': pair, 'mtls-expired': pair, 'mtls-foreign': pair };
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
      [...DECIDING, 'tls12'],
      ['silent', 'plaintext', 'tls-mesh', 'tls-plain', 'hbone-certless'],
    ]);
  });

  it('has nothing for a sidecar pod that is not to be had', () => {
    const { batches } = buildPlan({ endpoints: [ambient], services: [] }, { ...settings, sidecar: false });
    expect(batches.mesh).toEqual([]);
    expect(batches.outside).toHaveLength(1);
  });
});

describe('the dials from outside the mesh', () => {
  const outside = (target: Partial<EndpointTarget>, more: Partial<PlanSettings>) => {
    const targets = { endpoints: [endpointTarget('TCP', target)], services: [] };
    const { batches } = buildPlan(targets, { ...settings, sidecar: true, ...more });
    expect(batches.mesh.map(({ dials }) => dials)).toEqual([['mtls']]);
    return batches.outside.flatMap(({ dials }) => dials);
  };

  it('are the fewest that decide: one untrusted certificate, and TLS 1.2', () => {
    expect(outside({}, { untrusted })).toEqual([...DECIDING, 'tls12', 'mtls-untrusted']);
  });

  it('are all of them when asked for', () => {
    const all = ['tls12', 'mtls-untrusted', 'mtls-expired', 'mtls-foreign', 'tls-details'];
    expect(outside({}, { untrusted, tlsDetails: true })).toEqual([...DECIDING, ...all]);
  });

  it('spare databases', () => {
    expect(outside({ database: true }, { untrusted, tlsDetails: true })).toEqual(DECIDING);
  });
});

describe('the levels of care', () => {
  const redis = { database: true, portClass: 'TCP' } as const;
  const plan = (target: Partial<EndpointTarget>, more: Partial<PlanSettings>) => {
    const targets = { endpoints: [endpointTarget('TCP', target)], services: [] };
    return buildPlan(targets, { ...settings, sidecar: true, untrusted, ...more });
  };
  const listens = (target: Partial<EndpointTarget>, care: PlanSettings['care']) =>
    plan(target, { care }).batches.outside[0]?.gentle;

  it('listens to databases, gently to all but HTTP, thoroughly to nothing', () => {
    expect([listens(redis, 'normal'), listens({}, 'normal')]).toEqual([true, false]);
    expect([
      listens(redis, 'gentle'),
      listens({}, 'gentle'),
      listens({ portClass: 'HTTP' }, 'gentle'),
    ]).toEqual([true, true, false]);
    expect([listens(redis, 'thorough'), listens({}, 'thorough')]).toEqual([false, false]);
  });

  it('dials few targets at a time and slowly when gentle, and only what decides the mode', () => {
    const gentle = plan({}, { care: 'gentle', tlsDetails: true });
    expect(gentle).toMatchObject({ concurrency: 4, pause: 500 });
    expect(gentle.batches.outside[0]?.dials).toEqual(DECIDING);
    expect(plan({}, { care: 'gentle', concurrency: 8 }).concurrency).toBe(4);
    expect(plan({}, {})).toMatchObject({ concurrency: 32 });
    expect(plan({}, {})).not.toHaveProperty('pause');
  });
});
