import type { ObjectEntry } from '../entry.ts';

/** Where what is declared cannot hold at a port. */
export const SERVER_ENTRIES = {
  MTLS308: {
    severity: 'error',
    title: 'STRICT without a sidecar',
    meaning: 'The port is declared STRICT, but nothing stands before the application. Plaintext is accepted.',
    evidence: 'The PeerAuthentication that decides for the port, and the containers of the pod.',
    fix: 'Let {Pod} be injected (istio-injection or istio.io/rev of its namespace), or protect the port by other means.',
    aliases: ['IST0103'],
  },
  MTLS309: {
    severity: 'error',
    title: 'STRICT port outside capture',
    meaning: 'The port is declared STRICT, but does not reach the sidecar. Plaintext is accepted.',
    evidence: 'The PeerAuthentication that decides for the port, and the capture annotations of the pod.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeInboundPorts of {Pod}, or add it to includeInboundPorts, in the pod template, and restart the pod.',
  },
  MTLS310: {
    severity: 'error',
    title: 'mesh clients cannot connect',
    meaning: 'What the sidecar of a client sends is not what the server accepts.',
    evidence:
      'What the sidecar of a client in the namespace of the Service sends to each endpoint, and what that accepts.',
    fix: 'Make the DestinationRule for {Service} and the PeerAuthentication of its pods agree.',
    aliases: ['IST0113', 'KIA0207', 'KIA0208', 'KIA0505', 'KIA0506'],
  },
  MTLS313: {
    severity: 'warning',
    title: 'control plane in doubt',
    meaning:
      'The mesh configuration or the version of istiod could not be read in full, or istiod does not take it. Other settings may be in force.',
    evidence: 'The ConfigMap with the mesh configuration, and the environment and image of istiod.',
    fix: 'Correct the mesh configuration in {ConfigMap}; istioctl proxy-config shows what the proxies have.',
  },
  MTLS314: {
    severity: 'error',
    title: 'malformed object',
    meaning: 'The object has fields of a wrong type. It is left out of every decision here.',
    evidence: 'The types of the fields that are read.',
    fix: 'Correct the object; the API server would refuse it.',
    aliases: ['IST0106'],
  },
  MTLS315: {
    severity: 'warning',
    title: 'EnvoyFilter on listeners or clusters',
    meaning:
      'An EnvoyFilter changes listeners, filter chains or clusters of sidecars. What it makes of mTLS is not evaluated.',
    evidence: 'spec.configPatches[].applyTo and context of the EnvoyFilter.',
    fix: 'Prove the ports that {EnvoyFilter} concerns with mtls-verify namespace.',
  },
  MTLS316: {
    severity: 'warning',
    title: 'identity asked for on a PERMISSIVE port',
    meaning:
      'An AuthorizationPolicy goes by identities, which plaintext has none of. It depends on mTLS that is not required.',
    evidence:
      'spec.rules[].from[].source of the AuthorizationPolicy, and the mode of the ports of the pods it selects.',
    fix: 'Set spec.mtls.mode to STRICT for the workloads that {AuthorizationPolicy} selects.',
    aliases: ['KIA0105'],
  },
  MTLS317: {
    severity: 'warning',
    title: 'kubelet probes against STRICT',
    meaning: 'Probes are not rewritten to the sidecar’s own port, and the kubelet has no mesh certificate.',
    evidence: 'The annotation sidecar.istio.io/rewriteAppHTTPProbers of the pod, and the mode of its ports.',
    fix: 'Remove the annotation sidecar.istio.io/rewriteAppHTTPProbers: "false" from the pod template of {Pod}.',
  },
} as const satisfies Record<string, ObjectEntry>;
