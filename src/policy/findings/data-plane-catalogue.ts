import type { FindingEntry } from './catalogue.ts';

const CODES = [
  'MTLS311',
  'MTLS312',
  'MTLS318',
  'MTLS319',
  'MTLS320',
  'MTLS321',
  'MTLS322',
  'MTLS323',
] as const;
export type DataPlaneFindingCode = (typeof CODES)[number];

/** Findings about data planes that read PeerAuthentication otherwise than a sidecar, or not at all. */
export const DATA_PLANE_FINDINGS: Record<DataPlaneFindingCode, FindingEntry> = {
  MTLS311: {
    level: 'warning',
    title: 'DISABLE in ambient mode',
    meaning: 'ztunnel takes DISABLE for PERMISSIVE: traffic in the mesh stays encrypted.',
    fix: 'Write PERMISSIVE, or nothing.',
  },
  MTLS312: {
    level: 'error',
    title: 'port exception lost in ambient mode',
    meaning:
      'A workload policy without a mode and with DISABLE ports only is not sent to ztunnel under STRICT.',
    fix: 'Write PERMISSIVE for the port, or STRICT for the workload.',
  },
  MTLS318: {
    level: 'warning',
    title: 'ambient port exception older than STRICT',
    meaning:
      'With a workload policy that has no mode and a PERMISSIVE port, and STRICT set for the namespace or mesh later, ztunnel was seen to let plaintext in on every port.',
    fix: 'Write STRICT for the workload itself, or apply its policy again; then prove it with mtls-verify namespace.',
  },
  MTLS319: {
    level: 'error',
    title: 'ambient port modes are never sent',
    meaning:
      'Under a STRICT mesh istiod may refer ztunnel to a converted workload policy that it never sends, and ports declared STRICT accept plaintext: with a PERMISSIVE port beside a namespace policy without a mode, or with STRICT ports of a PERMISSIVE or DISABLE workload.',
    fix: 'Set the mode of the namespace too, and prove it with mtls-verify namespace.',
  },
  MTLS320: {
    level: 'warning',
    title: 'ambient port modes older than the policy above',
    meaning:
      'A workload policy without a mode was converted for ztunnel while the namespace or mesh was STRICT. ztunnel was seen to keep other ports closed to plaintext after that had changed.',
    fix: 'Write PERMISSIVE for the workload itself, or apply its policy again.',
  },
  MTLS321: {
    level: 'warning',
    title: 'waypoint can be passed by',
    meaning:
      'The Service uses a waypoint, but its pods accept plaintext. Clients outside ambient mode dial the pods themselves, and the policies of the waypoint do not see them.',
    fix: 'Make the port STRICT, and let an AuthorizationPolicy of the workload admit the waypoint only.',
  },
  MTLS322: {
    level: 'warning',
    title: 'STRICT in a proxyless pod',
    meaning:
      'No proxy stands before a proxyless gRPC application. STRICT holds only where the application asks for xDS server credentials.',
    fix: 'Check that the application uses xDS server credentials, and prove it with mtls-verify namespace.',
  },
  MTLS323: {
    level: 'warning',
    title: 'policy selects a gateway',
    meaning: 'PeerAuthentication has no effect on the servers of a gateway. The tls of the Gateway decides.',
    fix: 'Set tls.mode in the Gateway, or remove the policy.',
  },
};
