import { describe, expect, it } from 'vitest';
import { probePods } from '../src/plan/probe-pods.ts';
import { buildIndex } from '../src/policy/policy-index.ts';
import { requireNoService, requireSkippable } from '../src/requirements.ts';
import { emptySnapshot } from './support/empty-snapshot.ts';
import { podShape } from './support/pod-shape.ts';

const service = (selector?: Record<string, string>, namespace = 'probes') => ({
  metadata: { name: 'web', namespace },
  spec: selector ? { selector } : {},
});
const check = (labels: Record<string, string>, ...services: ReturnType<typeof service>[]) =>
  requireNoService(
    buildIndex({ ...emptySnapshot(), services }),
    probePods({
      id: 'abc',
      namespace: 'probes',
      injectionLabels: { 'sidecar.istio.io/inject': 'true' },
      revision: 'default',
      shape: podShape({ labels }),
    }),
  );

describe('requireNoService', () => {
  it('ends a run whose pods a Service would send traffic to', () => {
    expect(() => check({ app: 'web', team: 'a' }, service({ app: 'web' }))).toThrow(
      'endpoints of Service probes/web',
    );
    expect(() => check({}, service({ 'security.istio.io/tlsMode': 'istio' }))).toThrow('probes/web');
  });

  it('lets other Services be', () => {
    const others = [
      service({ app: 'web', tier: 'x' }),
      service(),
      service({}),
      service({ app: 'web' }, 'shop'),
    ];
    expect(() => check({ app: 'web' }, ...others)).not.toThrow();
  });
});

describe('requireSkippable', () => {
  const web = { metadata: { name: 'web', namespace: 'shop' }, spec: { ports: [{ name: 'http', port: 80 }] } };
  const index = buildIndex({ ...emptySnapshot(), services: [web] });
  const ask = (...skipPort: string[]) =>
    requireSkippable({ endpoints: [], services: [] }, index, { namespace: 'shop', skipPort });

  it('ends a run that is to leave a port alone that is not there', () => {
    expect(() => ask('80', 'htpp')).toThrow('no port htpp to skip in namespace shop');
    expect(() => ask('80', 'http')).not.toThrow();
    expect(() => ask()).not.toThrow();
  });
});
