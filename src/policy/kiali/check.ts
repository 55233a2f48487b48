import type { KubernetesObject } from '../../model/kubernetes.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { referenceTo } from '../well-formed.ts';

/** The checks of Kiali that say something about mTLS, its identities or who terminates it (kiali.md 2.2, 2.3). */
export const KIALI_CHECKS = {
  KIA0002: ['error', 'More than one object without a selector in one namespace'],
  KIA0003: ['error', 'More than one object selects the same workload'],
  KIA0004: ['warning', 'The selector matches no workload in the namespace'],
  KIA0105: ['error', 'The field requires mTLS, which is not enabled'],
  KIA0106: ['error', 'The service account of the principal is not found'],
  KIA0108: ['warning', 'The trust domain of the principal is not known'],
  KIA0109: ['warning', 'L7 policy, and the workload is not enrolled with a waypoint'],
  KIA0110: ['warning', 'L7 policy in ambient mode with a selector in place of targetRefs'],
  KIA0201: ['warning', 'More than one DestinationRule for the same host and subset'],
  KIA0204: ['warning', 'The DestinationRule leaves out the mTLS that a wider one sets'],
  KIA0205: ['error', 'No PeerAuthentication of the mesh enables mTLS'],
  KIA0206: ['error', 'No PeerAuthentication of the namespace enables mTLS'],
  KIA0207: ['error', 'The PeerAuthentication of the namespace is STRICT'],
  KIA0208: ['error', 'The PeerAuthentication of the mesh is STRICT'],
  KIA0210: ['warning', 'L7 settings of a DestinationRule, and no waypoint takes the traffic'],
  KIA0401: ['error', 'No DestinationRule of the mesh enables mTLS'],
  KIA0501: ['error', 'No DestinationRule of the namespace enables mTLS'],
  KIA0505: ['error', 'A DestinationRule of the namespace enables mTLS'],
  KIA0506: ['error', 'A DestinationRule of the mesh enables mTLS'],
  KIA0601: ['error', 'The port name does not begin with a protocol of Istio'],
  KIA0602: ['error', 'The appProtocol is no protocol of Istio'],
  KIA1110: ['warning', 'RequestAuthentication in ambient mode with a selector in place of targetRefs'],
  KIA1113: ['warning', 'VirtualService, and no waypoint takes the traffic'],
  KIA1115: ['warning', 'RequestAuthentication, and the workload is not enrolled with a waypoint'],
  KIA1311: ['error', 'Labels for a sidecar and for ambient mode together'],
  KIA1312: ['warning', 'Label of a waypoint on a workload that is not in ambient mode'],
  KIA1313: ['error', 'The waypoint does not exist'],
  KIA1314: ['error', 'Label for a sidecar, and the pod is in ambient mode'],
  KIA1315: ['error', 'Label for ambient mode, and the pod has a sidecar'],
  KIA1316: ['warning', 'A sidecar in a namespace in ambient mode'],
  KIA1317: ['warning', 'L7 AuthorizationPolicy for a workload in ambient mode without a waypoint'],
} as const satisfies Record<`KIA${number}`, readonly ['error' | 'warning', string]>;

export type KialiCode = keyof typeof KIALI_CHECKS;

/** One complaint of Kiali about one object; `path` is the field as Kiali names it. */
export interface KialiCheck {
  code: KialiCode;
  object: ObjectReference;
  path: string;
}

export function complaint(code: KialiCode, kind: string, object: KubernetesObject, path: string): KialiCheck {
  return { code, object: referenceTo(kind, object), path };
}
