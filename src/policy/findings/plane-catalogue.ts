import type { FindingEntry } from './catalogue.ts';

export const PLANE_FINDING_CODES = [
  'MTLS501',
  'MTLS502',
  'MTLS503',
  'MTLS504',
  'MTLS505',
  'MTLS506',
  'MTLS507',
] as const;
export type PlaneFindingCode = (typeof PLANE_FINDING_CODES)[number];

/** Findings about control planes, revisions and what operators were asked for (istio-semantics 4.3 and 9). */
export const PLANE_FINDINGS: Record<PlaneFindingCode, FindingEntry> = {
  MTLS501: {
    level: 'error',
    title: 'sidecars of a revision that is gone',
    meaning:
      'Pods were injected by a revision of which there is no control plane. Their sidecars keep the policies they last got.',
    fix: 'Restart the pods, so that a revision that exists injects them.',
  },
  MTLS502: {
    level: 'error',
    title: 'injection that no webhook answers to',
    meaning:
      'The namespace asks for injection by a revision, tag or default that no webhook serves. New pods start without a sidecar.',
    fix: 'Label the namespace with a revision or tag that exists, or make a tag; istioctl tag list shows them.',
  },
  MTLS503: {
    level: 'warning',
    title: 'tag of a revision that is gone',
    meaning:
      'The tag leads to a revision of which there is no control plane. Pods that it selects cannot start.',
    fix: 'Set the tag to a revision that exists, with istioctl tag set or in the IstioRevisionTag.',
  },
  MTLS504: {
    level: 'error',
    title: 'ServiceMeshControlPlane asks for mTLS, and no policy does',
    meaning:
      'spec.security.dataPlane.mtls is true, but no PeerAuthentication makes the mesh STRICT. Plaintext is accepted.',
    fix: 'Look at the conditions of the ServiceMeshControlPlane; its operator should make the policy.',
  },
  MTLS505: {
    level: 'warning',
    title: 'mTLS of the control plane only',
    meaning:
      'spec.security.controlPlane.mtls is about the control plane’s own connections. Workloads still accept plaintext.',
    fix: 'Set spec.security.dataPlane.mtls, or apply a PeerAuthentication with mode STRICT.',
  },
  MTLS506: {
    level: 'warning',
    title: 'member that is not in the mesh',
    meaning:
      'The ServiceMeshMemberRoll names a namespace that the operator has not configured. Its policies and Services are not seen.',
    fix: 'Look at the status of the ServiceMeshMemberRoll; the namespace may be missing or belong to another mesh.',
  },
  MTLS507: {
    level: 'warning',
    title: 'operator and mesh configuration disagree',
    meaning:
      'An operator was asked for other settings than the ConfigMap holds. istiod goes by the ConfigMap.',
    fix: 'Look at the conditions of the operator’s object, and undo changes made to the ConfigMap by hand.',
  },
};
