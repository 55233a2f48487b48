import { describe, expect, it } from 'vitest';
import { rule } from './objects.ts';
import { policy, world } from './world.ts';

const namespaces = [
  { metadata: { name: 's', labels: { mesh: 'yes' } } },
  { metadata: { name: 'c', labels: {} } },
];
const selecting = (mesh: string) => ({ discoverySelectors: [{ matchLabels: { mesh } }] });

describe('discoverySelectors on the client side (istio-semantics 1.1)', () => {
  it('hide the rules of a namespace', () => {
    const destinationrules = [
      rule('c', 'off', { host: 'svc.s.svc.cluster.local', trafficPolicy: { tls: { mode: 'DISABLE' } } }),
    ];
    const snapshot = world({ namespaces, destinationrules });
    expect(policy(snapshot).source).toBe('destination-rule');
    expect(policy(snapshot, selecting('yes'))).toMatchObject({ source: 'auto', tls: 'mtls' });
  });

  it('hide its Services', () => {
    expect(policy(world({ namespaces }), selecting('no'))).toMatchObject({
      source: 'passthrough',
      tls: 'plaintext',
      decidedBy: null,
    });
  });
});
