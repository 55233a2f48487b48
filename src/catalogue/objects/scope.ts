import type { ObjectEntry } from '../entry.ts';

/** What a policy covers other than its author may think: more, less, or nothing (cases A and B). */
export const SCOPE_ENTRIES = {
  MTLS401: {
    severity: 'warning',
    title: 'selector without labels',
    meaning:
      'The selector of a PeerAuthentication has no matchLabels. Istio knows no other way to select, so the policy holds for the whole namespace.',
    evidence: 'spec.selector of the PeerAuthentication.',
    fix: 'Select with spec.selector.matchLabels in {PeerAuthentication} (matchExpressions are dropped), or remove the selector.',
  },
  MTLS402: {
    severity: 'warning',
    title: 'policy beside istiod is not mesh-wide',
    meaning:
      'The namespace of istiod is not the root namespace. Without a selector this policy holds for that namespace only.',
    evidence:
      'The namespace of the PeerAuthentication, the namespace of istiod and rootNamespace of the mesh.',
    fix: 'Move {PeerAuthentication} to the root namespace that the mesh configuration names.',
  },
  MTLS403: {
    severity: 'warning',
    title: 'UNSET with nothing to inherit',
    meaning:
      'The mode UNSET inherits, and no policy above sets a mode. What holds is the default, PERMISSIVE: plaintext is accepted.',
    evidence: 'spec.mtls.mode of the PeerAuthentication and of the policies above it.',
    fix: 'Write the mode that is meant in spec.mtls.mode of {PeerAuthentication}.',
  },
  MTLS404: {
    severity: 'warning',
    title: 'exception for every port of a workload',
    meaning:
      'Under STRICT a workload is made weaker as a whole, though it has several ports. Each of them takes plaintext.',
    evidence: 'The mode of the workload policy, that of its namespace, and the ports of the pods it selects.',
    fix: 'Set spec.mtls.mode of {PeerAuthentication} to STRICT, and the weaker mode in spec.portLevelMtls for the one port that needs it.',
  },
  MTLS405: {
    severity: 'error',
    title: 'tls of a Sidecar listener ignored',
    meaning:
      'istiod uses the tls of an ingress listener only with ENABLE_TLS_ON_SIDECAR_INGRESS=true and where the mode of the port is DISABLE.',
    evidence:
      'spec.ingress[].tls of the Sidecar, ENABLE_TLS_ON_SIDECAR_INGRESS of istiod and the mode of the port.',
    fix: 'Set both, or remove spec.ingress[].tls of {Sidecar} and leave encryption to mTLS.',
  },
  MTLS406: {
    severity: 'warning',
    title: 'application runs as the proxy',
    meaning:
      'What the user or group of the proxy sends is not captured. The application’s own requests leave in plaintext, and STRICT servers refuse them.',
    evidence: 'securityContext.runAsUser and runAsGroup of the containers of the pod.',
    fix: 'Let the application in {Pod} run as another user and group (securityContext.runAsUser, runAsGroup) than the proxy (1337).',
    aliases: ['IST0144'],
  },
  MTLS407: {
    severity: 'warning',
    title: 'init container before the sidecar',
    meaning:
      'With a classic sidecar init containers run before the proxy does. STRICT servers refuse what they send.',
    evidence: 'The init containers of the pod, and whether its sidecar is native.',
    fix: 'Use native sidecars, or keep the network out of the init containers of {Pod}.',
  },
  MTLS408: {
    severity: 'warning',
    title: 'annotation without effect',
    meaning:
      'Istio reads its annotations from the pod when it is made, by their exact names. This one changes nothing.',
    evidence:
      'The annotations of pods, their templates and Deployments that begin with traffic.sidecar.istio.io/.',
    fix: 'Put the annotation, spelt right, on the pod template and restart the pods.',
    aliases: ['IST0107', 'IST0108'],
  },
  MTLS409: {
    severity: 'warning',
    title: 'UDP under STRICT',
    meaning:
      'Only TCP is redirected to the sidecar. UDP and SCTP reach the application in plaintext, whatever the mode.',
    evidence: 'spec.ports[].protocol of the Service, and the mode of its pods.',
    fix: 'Protect the port of {Service} by other means, such as a NetworkPolicy or DTLS.',
  },
  MTLS410: {
    severity: 'warning',
    title: 'Sidecar hides a Service of its own namespace',
    meaning:
      'The egress hosts of a Sidecar leave out a Service beside its pods. What these send there has no mTLS: STRICT servers refuse it, others take it in plaintext.',
    evidence: 'spec.egress[].hosts of the Sidecar, and the Services of its namespace.',
    fix: 'Add ./* to spec.egress[].hosts of {Sidecar}.',
  },
} as const satisfies Record<string, ObjectEntry>;
