import type { ObjectEntry } from '../entry.ts';

/** Control planes, revisions and what operators were asked for (istio-semantics 4.3 and 9). */
export const CONTROL_PLANE_ENTRIES = {
  MTLS501: {
    severity: 'error',
    title: 'sidecars of a revision that is gone',
    meaning:
      'Pods were injected by a revision of which there is no control plane. Their sidecars keep the policies they last got.',
    evidence: 'The revision in the status annotation of each pod, and the control planes of the cluster.',
    fix: 'Restart {Pod} and the others, so that a revision that exists injects them.',
    aliases: ['IST0158'],
  },
  MTLS502: {
    severity: 'error',
    title: 'injection that no webhook answers to',
    meaning:
      'The namespace asks for injection by a revision, tag or default that no webhook serves. New pods start without a sidecar.',
    evidence: 'The labels of the namespace, and the injection webhooks of the cluster.',
    fix: 'Label {Namespace} with a revision or tag that exists, or make a tag; istioctl tag list shows them.',
    aliases: ['IST0139'],
  },
  MTLS503: {
    severity: 'warning',
    title: 'tag of a revision that is gone',
    meaning:
      'The tag leads to a revision of which there is no control plane. Pods that it selects cannot start.',
    evidence: 'The revision tags, as webhooks and IstioRevisionTags, and the control planes of the cluster.',
    fix: 'Set the tag to a revision that exists, with istioctl tag set or in the IstioRevisionTag.',
    aliases: ['IST0139'],
  },
  MTLS504: {
    severity: 'error',
    title: 'ServiceMeshControlPlane asks for mTLS, and no policy does',
    meaning:
      'spec.security.dataPlane.mtls is true, but no PeerAuthentication makes the mesh STRICT. Plaintext is accepted.',
    evidence: 'spec.security.dataPlane.mtls of the ServiceMeshControlPlane, and the mode of the mesh.',
    fix: 'Look at the conditions of {ServiceMeshControlPlane}; its operator should make the policy.',
  },
  MTLS505: {
    severity: 'warning',
    title: 'mTLS of the control plane only',
    meaning:
      'spec.security.controlPlane.mtls is about the control plane’s own connections. Workloads still accept plaintext.',
    evidence: 'spec.security of the ServiceMeshControlPlane, and the mode of the mesh.',
    fix: 'Set spec.security.dataPlane.mtls of {ServiceMeshControlPlane}, or apply a PeerAuthentication with mode STRICT.',
  },
  MTLS506: {
    severity: 'warning',
    title: 'member that is not in the mesh',
    meaning:
      'The ServiceMeshMemberRoll names a namespace that the operator has not configured. Its policies and Services are not seen.',
    evidence: 'spec.members and status.configuredMembers of the ServiceMeshMemberRoll.',
    fix: 'Look at the status of {ServiceMeshMemberRoll}; the namespace may be missing or belong to another mesh.',
  },
  MTLS507: {
    severity: 'warning',
    title: 'operator and mesh configuration disagree',
    meaning:
      'An operator was asked for other settings than the ConfigMap holds. istiod goes by the ConfigMap.',
    evidence: 'The object of the operator, and the ConfigMap with the mesh configuration.',
    fix: 'Look at the conditions of the operator’s object, and undo changes made to the ConfigMap by hand.',
  },
} as const satisfies Record<string, ObjectEntry>;
