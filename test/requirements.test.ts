import { describe, expect, it } from 'vitest';
import { probePods } from '../src/plan/probe-pods.ts';
import { buildIndex } from '../src/policy/policy-index.ts';
import { requireNoService } from '../src/requirements.ts';
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
