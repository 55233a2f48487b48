import type { ObjectEntry } from '../entry.ts';

/** Data planes that read PeerAuthentication otherwise than a sidecar, or not at all. */
export const DATA_PLANE_ENTRIES = {
  MTLS311: {
    severity: 'warning',
    title: 'DISABLE in ambient mode',
    meaning: 'ztunnel takes DISABLE for PERMISSIVE: traffic in the mesh stays encrypted.',
    evidence:
      'The annotation ambient.istio.io/redirection of the pod, and the mode that is declared for the port.',
    fix: 'Write PERMISSIVE in {PeerAuthentication}, or nothing.',
  },
  MTLS312: {
    severity: 'error',
    title: 'port exception lost in ambient mode',
    meaning:
      'A workload policy without a mode and with DISABLE ports only is not sent to ztunnel under STRICT.',
    evidence: 'spec.mtls and spec.portLevelMtls of the policy of an ambient workload.',
    fix: 'Write PERMISSIVE for the port in spec.portLevelMtls of {PeerAuthentication}, or STRICT in spec.mtls.mode.',
  },
  MTLS318: {
    severity: 'warning',
    title: 'ambient port exception older than STRICT',
    meaning:
      'With a workload policy that has no mode and a PERMISSIVE port, and STRICT set for the namespace or mesh later, ztunnel was seen to let plaintext in on every port.',
    evidence: 'When the policies of the workload, its namespace and the mesh were last changed.',
    fix: 'Set spec.mtls.mode of {PeerAuthentication} to STRICT, or apply it again; then prove it with mtls-verify namespace.',
  },
  MTLS319: {
    severity: 'error',
    title: 'ambient port modes are never sent',
    meaning:
      'Under a STRICT mesh istiod may refer ztunnel to a converted workload policy that it never sends, and ports declared STRICT accept plaintext: with a PERMISSIVE port beside a namespace policy without a mode, or with STRICT ports of a PERMISSIVE or DISABLE workload.',
    evidence: 'The modes of the workload, its ports, its namespace and the mesh.',
    fix: 'Set the mode of the namespace of {Pod} too, and prove it with mtls-verify namespace.',
  },
  MTLS320: {
    severity: 'warning',
    title: 'ambient port modes older than the policy above',
    meaning:
      'A workload policy without a mode was converted for ztunnel while the namespace or mesh was STRICT. ztunnel was seen to keep other ports closed to plaintext after that had changed.',
    evidence: 'When the policies of the workload, its namespace and the mesh were last changed.',
    fix: 'Set spec.mtls.mode of {PeerAuthentication} to PERMISSIVE, or apply it again.',
  },
  MTLS321: {
    severity: 'warning',
    title: 'waypoint can be passed by',
    meaning:
      'The Service uses a waypoint, but its pods accept plaintext. Clients outside ambient mode dial the pods themselves, and the policies of the waypoint do not see them.',
    evidence: 'The label istio.io/use-waypoint of the Service or its namespace, and the modes of its pods.',
    fix: 'Make the ports of {Service} STRICT, and let an AuthorizationPolicy of the workload admit the waypoint only.',
  },
  MTLS322: {
    severity: 'warning',
    title: 'STRICT in a proxyless pod',
    meaning:
      'No proxy stands before a proxyless gRPC application. STRICT holds only where the application asks for xDS server credentials.',
    evidence:
      'The annotation inject.istio.io/templates of the pod, and the PeerAuthentication that decides for the port.',
    fix: 'Check that the application in {Pod} uses xDS server credentials, and prove it with mtls-verify namespace.',
  },
  MTLS323: {
    severity: 'warning',
    title: 'policy selects a gateway',
    meaning: 'PeerAuthentication has no effect on the servers of a gateway. The tls of the Gateway decides.',
    evidence: 'spec.selector of the PeerAuthentication, and the labels of gateway pods.',
    fix: 'Set spec.servers[].tls.mode in the Gateway, or remove {PeerAuthentication}.',
  },
} as const satisfies Record<string, ObjectEntry>;
