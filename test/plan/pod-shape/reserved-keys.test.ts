import { describe, expect, it } from 'vitest';
import { isReservedAnnotation, isReservedLabel } from '../../../src/plan/pod-shape/reserved-keys.ts';

describe('reserved keys', () => {
  it.each([
    'mtls-verify/run',
    'app.kubernetes.io/managed-by',
    'sidecar.istio.io/inject',
    'istio.io/rev',
    'istio.io/dataplane-mode',
    'security.istio.io/tlsMode',
    'job-name',
    'controller-uid',
    'batch.kubernetes.io/job-name',
  ])('keeps label %s', (key) => {
    expect(isReservedLabel(key)).toBe(true);
  });

  it.each(['team', 'example.com/cost', 'app.kubernetes.io/part-of', 'notistio.io/x'])(
    'leaves label %s to the user',
    (key) => {
      expect(isReservedLabel(key)).toBe(false);
    },
  );

  it.each(['proxy.istio.io/config', 'traffic.sidecar.istio.io/excludeOutboundPorts', 'mtls-verify/skip'])(
    'keeps annotation %s',
    (key) => {
      expect(isReservedAnnotation(key)).toBe(true);
    },
  );

  it.each(['sidecar.istio.io/proxyCPU', 'k8s.v1.cni.cncf.io/networks'])(
    'leaves annotation %s to the user',
    (key) => {
      expect(isReservedAnnotation(key)).toBe(false);
    },
  );
});
