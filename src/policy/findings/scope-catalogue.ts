import type { FindingEntry } from './catalogue.ts';

export const SCOPE_FINDING_CODES = [
  'MTLS401',
  'MTLS402',
  'MTLS403',
  'MTLS404',
  'MTLS405',
  'MTLS406',
  'MTLS407',
  'MTLS408',
  'MTLS409',
  'MTLS410',
] as const;
export type ScopeFindingCode = (typeof SCOPE_FINDING_CODES)[number];

/** Findings about what a policy covers other than its author may think: more, less, or nothing (cases A and B). */
export const SCOPE_FINDINGS: Record<ScopeFindingCode, FindingEntry> = {
  MTLS401: {
    level: 'warning',
    title: 'selector without labels',
    meaning:
      'The selector of a PeerAuthentication has no matchLabels. Istio knows no other way to select, so the policy holds for the whole namespace.',
    fix: 'Select with matchLabels (matchExpressions are dropped), or remove the selector.',
  },
  MTLS402: {
    level: 'warning',
    title: 'policy beside istiod is not mesh-wide',
    meaning:
      'The namespace of istiod is not the root namespace. Without a selector this policy holds for that namespace only.',
    fix: 'Move the policy to the root namespace that the mesh configuration names.',
  },
  MTLS403: {
    level: 'warning',
    title: 'UNSET with nothing to inherit',
    meaning:
      'The mode UNSET inherits, and no policy above sets a mode. What holds is the default, PERMISSIVE: plaintext is accepted.',
    fix: 'Write the mode that is meant.',
  },
  MTLS404: {
    level: 'warning',
    title: 'exception for every port of a workload',
    meaning:
      'Under STRICT a workload is made weaker as a whole, though it has several ports. Each of them takes plaintext.',
    fix: 'Write mode: STRICT, and the weaker mode in portLevelMtls for the one port that needs it.',
  },
  MTLS405: {
    level: 'error',
    title: 'tls of a Sidecar listener ignored',
    meaning:
      'istiod uses the tls of an ingress listener only with ENABLE_TLS_ON_SIDECAR_INGRESS=true and where the mode of the port is DISABLE.',
    fix: 'Set both, or remove the tls block and leave encryption to mTLS.',
  },
  MTLS406: {
    level: 'warning',
    title: 'application runs as the proxy',
    meaning:
      'What the user or group of the proxy sends is not captured. The application’s own requests leave in plaintext, and STRICT servers refuse them.',
    fix: 'Let the application run as another user and group than the proxy (1337).',
  },
  MTLS407: {
    level: 'warning',
    title: 'init container before the sidecar',
    meaning:
      'With a classic sidecar init containers run before the proxy does. STRICT servers refuse what they send.',
    fix: 'Use native sidecars, or keep the network out of init containers.',
  },
  MTLS408: {
    level: 'warning',
    title: 'annotation without effect',
    meaning:
      'Istio reads its annotations from the pod when it is made, by their exact names. This one changes nothing.',
    fix: 'Put the annotation, spelt right, on the pod template and restart the pods.',
  },
  MTLS409: {
    level: 'warning',
    title: 'UDP under STRICT',
    meaning:
      'Only TCP is redirected to the sidecar. UDP and SCTP reach the application in plaintext, whatever the mode.',
    fix: 'Protect the port by other means, such as a NetworkPolicy or DTLS.',
  },
  MTLS410: {
    level: 'warning',
    title: 'Sidecar hides a Service of its own namespace',
    meaning:
      'The egress hosts of a Sidecar leave out a Service beside its pods. What these send there has no mTLS: STRICT servers refuse it, others take it in plaintext.',
    fix: 'Add ./* to the egress hosts.',
  },
};
