import { describe, expect, it, test } from 'vitest';
import type { MeshSettings } from '../../../src/model/policy.ts';
import { clientPolicy } from '../../../src/policy/client/client-policy.ts';
import { mergesByExportTo } from '../../../src/policy/client/since.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { peer, rule } from './objects.ts';
import { endpoint, MESH, pod, service, target, world } from './world.ts';

const CLIENT = { namespace: 'c', labels: {} };
const sent = (snapshot: ReturnType<typeof world>, mesh: MeshSettings, headless = false) =>
  clientPolicy(buildIndex(snapshot), mesh, CLIENT, target({ headless }), endpoint()).tls;

describe('flags of istiod (istio-semantics 3.2, 3.4)', () => {
  it('PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES lets the port of a headless Service count', () => {
    const port = { selector: { matchLabels: { app: 'svc' } }, portLevelMtls: { 8080: { mode: 'DISABLE' } } };
    const snapshot = world(
      { peerauthentications: [peer('s', 'port', port)] },
      [pod()],
      [service({}, 'None')],
    );
    const flags = { PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES: true };
    expect(sent(snapshot, MESH, true)).toBe('mtls');
    expect(sent(snapshot, { ...MESH, flags }, true)).toBe('plaintext');
  });

  it('ENABLE_AUTO_MTLS_CHECK_POLICIES lets a port that is DISABLE be sent mTLS before 1.19', () => {
    const port = { selector: { matchLabels: { app: 'svc' } }, portLevelMtls: { 8080: { mode: 'DISABLE' } } };
    const snapshot = world({ peerauthentications: [peer('s', 'port', port)] });
    const flags = { ENABLE_AUTO_MTLS_CHECK_POLICIES: false };
    expect(sent(snapshot, { ...MESH, version: '1.18.7' })).toBe('plaintext');
    expect(sent(snapshot, { ...MESH, version: '1.18.7', flags })).toBe('mtls');
    expect(sent(snapshot, { ...MESH, version: '1.19.0', flags })).toBe('plaintext');
  });

  it('ENABLE_ENHANCED_DESTINATIONRULE_MERGE decides whether rules of other exportTo are merged', () => {
    const host = 'svc.s.svc.cluster.local';
    const tls = (mode: string) => ({ host, trafficPolicy: { tls: { mode } } });
    const destinationrules = [
      rule('s', 'a', { ...tls('ISTIO_MUTUAL'), exportTo: ['c'] }),
      rule('s', 'b', { ...tls('DISABLE'), exportTo: ['*'] }),
    ];
    const snapshot = world({ destinationrules });
    const flags = { ENABLE_ENHANCED_DESTINATIONRULE_MERGE: false };
    expect(sent(snapshot, MESH)).toBe('plaintext');
    expect(sent(snapshot, { ...MESH, flags })).toBe('mtls');
    expect(sent(snapshot, { ...MESH, version: '1.23.0' })).toBe('mtls');
  });

  test.each([
    ['1.24.0', {}, true],
    ['1.23.9', {}, false],
    ['1.31.0', { ENABLE_ENHANCED_DESTINATIONRULE_MERGE: false }, false],
    [null, {}, true],
  ])('Istio %s with %j merges by exportTo: %s', (version, flags, expected) => {
    expect(mergesByExportTo({ ...MESH, version, flags })).toBe(expected);
  });
});
