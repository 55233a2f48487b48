import { expect, test } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Batch, Role } from '../../src/model/plan.ts';
import { observe } from '../../src/observe/observation.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';

const ID = '10.0.0.1:80';
const batch: Batch = {
  target: ID,
  host: '10.0.0.1',
  port: 80,
  dials: ['plaintext', 'tls-mesh', 'tls-plain'],
  speak: 'http',
  gentle: false,
};
const batches = { outside: [batch], mesh: [{ ...batch, dials: ['mtls' as const] }], via: [] };
const endpoint = {
  id: ID,
  ip: '10.0.0.1',
  port: 80,
  namespace: 'shop',
  pod: 'p',
  serviceAccount: 'server',
  portClass: 'HTTP' as const,
  database: false,
  services: [],
};
const targets = { endpoints: [endpoint], services: [] };
const evidence = evidenceOf({
  certificate: certificateOf(['spiffe://td/ns/shop/sa/server']),
  handshake: true,
});

function observed(outside: ProbeLine[], mesh: ProbeLine[] = []) {
  return observe(
    new Map<Role, ProbeLine[]>([
      ['outside', outside],
      ['mesh', mesh],
    ]),
    { batches },
    targets,
  );
}

test('every planned dial gives one observation; what has no line is not reported', () => {
  expect(observed([])).toEqual(
    ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'].map((dial) => ({
      target: ID,
      dial,
      outcome: 'not-run',
      meshCertificate: false,
      reason: 'not-reported',
    })),
  );
});

test('results are classified, reasons kept', () => {
  const [plaintext, mesh] = observed([
    { type: 'not-run', target: ID, dial: 'plaintext', reason: 'database-port' },
    { type: 'result', target: ID, dial: 'tls-mesh', evidence: { ...evidence, alert: 116, end: 'error' } },
  ]);
  expect(plaintext).toMatchObject({ outcome: 'not-run', reason: 'database-port' });
  expect(mesh).toMatchObject({
    outcome: 'certificate-required',
    meshCertificate: true,
    evidence: { alert: 116 },
  });
});

test('a line counts only for its own role, target and dial, and the first one wins', () => {
  const result = (dial: 'mtls' | 'tls-mesh', target = ID): ProbeLine => ({
    type: 'result',
    target,
    dial,
    evidence,
  });
  const seen = observed([
    result('mtls'),
    result('tls-mesh', 'other'),
    { type: 'not-run', target: ID, dial: 'tls-mesh', reason: 'deadline' },
    result('tls-mesh'),
  ]);
  expect(seen.map(({ reason }) => reason)).toEqual([
    'not-reported',
    'deadline',
    'not-reported',
    'not-reported',
  ]);
});

test('what a role saw whose controls failed is void, and of no other', () => {
  const failed = { type: 'control', name: 'must-drop', ok: false, detail: 'connected' } as const;
  const result = (dial: 'tls-mesh' | 'mtls') => ({ type: 'result', target: ID, dial, evidence }) as const;
  const found = observed([result('tls-mesh')], [failed, result('mtls')]);
  expect(found.find(({ dial }) => dial === 'tls-mesh')?.meshCertificate).toBe(true);
  expect(found.find(({ dial }) => dial === 'mtls')).toEqual({
    target: ID,
    dial: 'mtls',
    outcome: 'not-run',
    meshCertificate: false,
    reason: 'control-failed',
  });
});
