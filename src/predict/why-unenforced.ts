import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Cause, DataPlane } from '../model/prediction.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { isOtherFamily } from './address-family.ts';
import { captureOf } from './capture.ts';
import { whyNoSidecar } from './why-no-sidecar.ts';

/** Why nothing in a pod can enforce a declared mode at one of its ports; null where something can (istio-semantics 1.3 and 2.6). */
export function whyUnenforced(
  index: PolicyIndex,
  pod: Pod | undefined,
  dataPlane: DataPlane,
  at: { ip: string; port: number },
  mesh: MeshSettings | null,
): { cause: Cause; reason: string } | null {
  const { kind, reason } = dataPlane;
  switch (kind) {
    case 'no-pod':
      return { cause: 'no-pod', reason };
    case 'none': {
      if (pod?.spec?.hostNetwork === true) return { cause: 'host-network', reason };
      const why = pod ? whyNoSidecar(index, pod) : null;
      return { cause: 'no-sidecar', reason: why === null ? reason : `${reason}: ${why}` };
    }
    case 'proxyless':
      return { cause: 'proxyless', reason };
    case 'sidecar-native':
    case 'sidecar-classic': {
      const capture = pod ? captureOf(pod, at.port, mesh) : null;
      if (pod && capture?.captured && isOtherFamily(pod, at.ip, mesh)) return OTHER_FAMILY;
      return capture?.rule ? { cause: capture.rule, reason: capture.reason } : null;
    }
    case 'ambient':
    case 'gateway':
    case 'waypoint':
      return null;
  }
}

const OTHER_FAMILY = {
  cause: 'address-family',
  reason: 'the pod’s sidecar captures IPv4 only (no ISTIO_DUAL_STACK)',
} as const;
