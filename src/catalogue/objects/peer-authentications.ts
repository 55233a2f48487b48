import type { ObjectEntry } from '../entry.ts';

/** PeerAuthentications that do not do what they say. */
export const PEER_ENTRIES = {
  MTLS301: {
    severity: 'error',
    title: 'selector in the root namespace',
    meaning: 'A PeerAuthentication with a selector in the root namespace has no effect on any workload.',
    evidence: 'spec.selector and the namespace of the PeerAuthentication, and rootNamespace of the mesh.',
    fix: 'Move {PeerAuthentication} to the namespace of the workload, or remove spec.selector to make it mesh-wide.',
  },
  MTLS302: {
    severity: 'warning',
    title: 'second policy of a level',
    meaning: 'Only the oldest PeerAuthentication of a level counts. This one is ignored as a whole.',
    evidence: 'The PeerAuthentications with the same selector in the namespace, by age.',
    fix: 'Put everything into one policy and delete {PeerAuthentication}.',
    aliases: ['KIA0002', 'KIA0003'],
  },
  MTLS303: {
    severity: 'error',
    title: 'portLevelMtls names a Service port',
    meaning: 'portLevelMtls takes container ports. The number given is a Service port that leads elsewhere.',
    evidence:
      'spec.portLevelMtls of the PeerAuthentication, and the ports and targetPorts of the Services of the workload.',
    fix: 'Write the target port of the Service in spec.portLevelMtls of {PeerAuthentication}.',
  },
  MTLS304: {
    severity: 'error',
    title: 'portLevelMtls without a selector',
    meaning: 'Istio reads portLevelMtls only from policies with a selector. These ports are ignored.',
    evidence: 'spec.portLevelMtls and spec.selector of the PeerAuthentication.',
    fix: 'Add spec.selector.matchLabels for the workload to {PeerAuthentication}.',
  },
  MTLS305: {
    severity: 'warning',
    title: 'policy for another revision',
    meaning:
      'The label istio.io/rev names no istiod by its revision. Tags are not resolved, so no istiod reads it.',
    evidence: 'The label istio.io/rev of the policy, and the revisions of the control planes.',
    fix: 'Remove the label istio.io/rev of {PeerAuthentication}, or write the revision itself.',
  },
  MTLS306: {
    severity: 'warning',
    title: 'policy outside the mesh',
    meaning:
      'The namespace of the policy is left out by discoverySelectors, or is no member of the mesh. istiod does not read it.',
    evidence:
      'discoverySelectors of the mesh configuration, the labels of the namespace, and the member roll.',
    fix: 'Label the namespace of {PeerAuthentication} so that one of the discoverySelectors selects it, or add it to the member roll.',
  },
  MTLS307: {
    severity: 'error',
    title: 'unknown mTLS mode',
    meaning: 'The mode is none that Istio knows. It is taken for UNSET and inherits.',
    evidence: 'spec.mtls.mode and spec.portLevelMtls of the PeerAuthentication.',
    fix: 'Write STRICT, PERMISSIVE or DISABLE in capitals in {PeerAuthentication}.',
    aliases: ['IST0106'],
  },
} as const satisfies Record<string, ObjectEntry>;
