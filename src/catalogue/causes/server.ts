import type { Entry } from '../entry.ts';

/** What else decides at an endpoint: the application, other policies, gateways, or nothing that is known. */
export const SERVER_CAUSES = {
  'application-not-listening': {
    code: 'MTLS012',
    severity: 'warning',
    title: 'The application does not listen, or closes without an answer',
    meaning:
      'The sidecar took the connection, but the application behind it refused or closed it without a byte.',
    evidence: 'A TLS session with the certificate of the pod, and then an end without a byte.',
    fix: 'Check that a container of {Pod} listens on this port (spec.ports[].targetPort of {Service}) and is ready.',
    aliases: ['IST0143'],
  },
  'server-first': {
    code: 'MTLS013',
    severity: 'error',
    title: 'The application speaks first on a port of unknown protocol',
    meaning:
      'Istio waits for the first bytes of the client to detect the protocol, and the application waits to send its greeting. Both wait.',
    evidence:
      'The name and appProtocol of the Service port; on the wire a greeting to mTLS clients and silence to the others.',
    fix: 'Declare the protocol in {Service}: name the port tcp-… or set spec.ports[].appProtocol.',
    aliases: ['IST0118', 'KIA0601', 'KIA0602'],
  },
  'access-denied': {
    code: 'MTLS014',
    severity: 'note',
    title: 'An authorization policy refuses the probe',
    meaning:
      'The connection was accepted and then refused by an AuthorizationPolicy, or answered 401 by a RequestAuthentication. This says nothing against mTLS.',
    evidence: 'The status of the answer, and the AuthorizationPolicies of the pod.',
    fix: 'Nothing, if the policy is meant so. To see more, allow the service account of the probe in spec.rules[].from of {AuthorizationPolicy}.',
  },
  'envoy-filter': {
    code: 'MTLS016',
    severity: 'warning',
    title: 'An EnvoyFilter changes what decides about mTLS',
    meaning:
      'An EnvoyFilter patches listeners, filter chains or clusters of a sidecar that takes part. What it does is not evaluated: what was seen counts, and nothing is concluded beyond it.',
    evidence: 'spec.configPatches[].applyTo of the EnvoyFilters that select the pod.',
    fix: 'Compare istioctl proxy-config listener and cluster with and without {EnvoyFilter}.',
  },
  'identity-bypassed': {
    code: 'MTLS021',
    severity: 'error',
    title: 'Plaintext gets past an AuthorizationPolicy',
    meaning:
      'An AuthorizationPolicy goes by identities. The port is PERMISSIVE, and a plaintext client, which has no identity, reached the application.',
    evidence:
      'spec.rules[].from of the AuthorizationPolicies of the pod; on the wire an answer to plaintext.',
    fix: 'Set spec.mtls.mode of {PeerAuthentication} to STRICT, or let {AuthorizationPolicy} refuse clients without an identity: an ALLOW policy with principals: ["*"] beside it does.',
    aliases: ['KIA0105'],
  },
  'identity-unverified': {
    code: 'MTLS022',
    severity: 'error',
    title: 'A certificate that the mesh did not issue is accepted',
    meaning:
      'The sidecar asked for a certificate and let in a client whose certificate was made by the probe itself. Anybody can claim any identity there, so neither STRICT nor an AuthorizationPolicy protects the port.',
    evidence:
      'A TLS session with the certificate of the pod and a self-made one of the probe, and an answer in it instead of an alert.',
    fix: 'Look for an EnvoyFilter that changes the validation of inbound listeners, compare istioctl proxy-config listener and secret of {Pod} with another one, and restart {Pod}.',
  },
  gateway: {
    code: 'MTLS020',
    severity: 'note',
    title: 'The port is governed by a Gateway',
    meaning:
      'A gateway opens its ports as Gateway resources say (servers[].tls.mode, listeners). PeerAuthentication has no effect on them.',
    evidence: 'The Gateway resources that select the pod.',
    fix: 'Nothing, if it is meant so. To demand certificates at the edge, set spec.servers[].tls.mode of {Gateway}.',
  },
  unknown: {
    code: 'MTLS015',
    severity: 'error',
    title: 'CAUSE UNKNOWN: the wire does not do what the cluster objects say',
    meaning:
      'Nothing that was read from the cluster explains what was seen: a stale proxy, an EnvoyFilter, a NetworkPolicy or a bug.',
    evidence: 'What was seen is neither what is declared nor what was predicted.',
    fix: 'Compare istioctl proxy-status and istioctl proxy-config listener for {Pod} with the policy; look for EnvoyFilters; then restart the pod.',
  },
} as const satisfies Record<string, Entry>;
