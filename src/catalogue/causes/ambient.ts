import type { Entry } from '../entry.ts';

/** Where ztunnel does something else than a sidecar would. */
export const AMBIENT_CAUSES = {
  'ambient-disable': {
    code: 'MTLS017',
    severity: 'note',
    title: 'DISABLE means PERMISSIVE in ambient mode',
    meaning:
      'ztunnel knows no DISABLE. Plaintext is accepted, and traffic in the mesh stays encrypted (HBONE).',
    evidence:
      'The annotation ambient.istio.io/redirection of the pod, and the mode that is declared for the port.',
    fix: 'Nothing, if plaintext is meant to be accepted. Write PERMISSIVE in {PeerAuthentication} to say what happens.',
  },
  'ambient-conversion': {
    code: 'MTLS018',
    severity: 'error',
    title: 'istiod makes something else of the policy for ztunnel',
    meaning:
      'In ambient mode istiod converts PeerAuthentication for ztunnel. For a workload policy with port-level modes and no mode of its own the result is not what a sidecar would enforce.',
    evidence:
      'spec.mtls and spec.portLevelMtls of the policy of the workload, and the modes of its namespace and mesh.',
    fix: 'Set spec.mtls.mode (STRICT or PERMISSIVE) of {PeerAuthentication}, beside its ports.',
  },
  'ambient-history': {
    code: 'MTLS019',
    severity: 'warning',
    title: 'ztunnel may enforce an older policy',
    meaning:
      'istiod converts a workload policy with port-level modes when that policy changes, not when the policy of its namespace or mesh does. The one above is younger.',
    evidence: 'When the policies of the workload, its namespace and the mesh were last changed.',
    fix: 'Apply {PeerAuthentication} again with any change, such as an annotation, or restart istiod; then run again.',
  },
} as const satisfies Record<string, Entry>;
