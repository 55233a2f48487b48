import type { Cause } from '../model/prediction.ts';

/** One entry of the findings catalogue: a stable code and what to tell a person about it. */
export interface Explanation {
  code: `MTLS${number}`;
  title: string;
  meaning: string;
  /** What to do, one or two sentences. */
  fix: string;
}

/** Every cause of a drift; docs/findings.md is made from it. */
export const CAUSE_CATALOGUE = {
  'no-sidecar': {
    code: 'MTLS001',
    title: 'The pod has no sidecar',
    meaning:
      'No istio-proxy container runs in the pod, so nothing there can ask for a certificate. PeerAuthentication has no effect on it.',
    fix: 'Check the injection labels of the namespace and the pod (istio-injection, istio.io/rev, sidecar.istio.io/inject), then restart the workload.',
  },
  'host-network': {
    code: 'MTLS002',
    title: 'The pod uses the host network',
    meaning:
      'Istio never injects a sidecar into a pod with hostNetwork: true, and cannot redirect its traffic.',
    fix: 'Move the workload off the host network, or protect the port by other means (NetworkPolicy, TLS in the application).',
  },
  'no-pod': {
    code: 'MTLS003',
    title: 'The endpoint is not a pod of this cluster',
    meaning:
      'The address comes from manual endpoints or from outside the cluster. No sidecar stands before it.',
    fix: 'Exclude the Service, or describe the endpoint with a WorkloadEntry or ServiceEntry if a proxy does run there.',
  },
  'excluded-port': {
    code: 'MTLS004',
    title: 'The port is excluded from capture',
    meaning:
      'An annotation on the pod keeps the port away from the sidecar. The application answers for itself, while mesh clients still send mTLS to it.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeInboundPorts (or add it to includeInboundPorts) and restart the pod.',
  },
  'not-captured': {
    code: 'MTLS005',
    title: 'The traffic of the pod is not captured',
    meaning: 'A sidecar runs in the pod, but inbound connections are not redirected to it.',
    fix: 'Look at the interception mode of the pod and at the logs of istio-init or the CNI node agent, then restart the pod.',
  },
  'address-family': {
    code: 'MTLS031',
    title: 'The address family is not captured',
    meaning:
      'The sidecar redirects IPv4 only. Connections by IPv6 reach the application itself, and mesh clients send them in plaintext past their own sidecar.',
    fix: 'Turn on dual stack in Istio (ISTIO_DUAL_STACK) and restart the pods, or take the IPv6 family off the Service.',
  },
  'proxy-port': {
    code: 'MTLS032',
    title: 'The port is the sidecar’s own',
    meaning:
      'Health and metrics of the sidecar (15020, 15021, 15090) are served in plaintext whatever the policies say. Mesh clients that come through a Service send mTLS to them all the same.',
    fix: 'Scrape them by pod IP, or set DISABLE for the port in portLevelMtls; keep others away with a NetworkPolicy.',
  },
  'listener-tls': {
    code: 'MTLS033',
    title: 'A Sidecar listener ends TLS of its own',
    meaning:
      'The tls block of an ingress listener takes the place of mTLS. Connections are encrypted, but by a certificate that is not the mesh’s, and plaintext is refused.',
    fix: 'Give clients a DestinationRule with mode SIMPLE or MUTUAL that trusts this certificate; or remove the tls block and use STRICT.',
  },
  proxyless: {
    code: 'MTLS006',
    title: 'The pod is proxyless',
    meaning:
      'The application speaks gRPC with xDS itself. Whether mTLS is enforced is up to the application.',
    fix: 'Check that the application uses xDS server credentials.',
  },
  'plaintext-to-strict': {
    code: 'MTLS007',
    title: 'Mesh clients send plaintext to a STRICT port',
    meaning:
      'A DestinationRule turns TLS off (or auto mTLS does not apply), but the server accepts mTLS only.',
    fix: 'Remove trafficPolicy.tls from the DestinationRule or set it to ISTIO_MUTUAL.',
  },
  'mtls-to-no-sidecar': {
    code: 'MTLS008',
    title: 'Mesh clients send mTLS to a pod without a sidecar',
    meaning: 'A DestinationRule forces ISTIO_MUTUAL, but nothing at the endpoint can end the TLS session.',
    fix: 'Remove trafficPolicy.tls from the DestinationRule so that auto mTLS decides, or give the pod a sidecar.',
  },
  'mtls-to-disabled': {
    code: 'MTLS009',
    title: 'Mesh clients send mTLS to a port with mTLS disabled',
    meaning: 'A DestinationRule forces ISTIO_MUTUAL, but the PeerAuthentication of the server says DISABLE.',
    fix: 'Make the two agree: remove trafficPolicy.tls from the DestinationRule, or raise the server to PERMISSIVE or STRICT.',
  },
  'tls-to-sidecar': {
    code: 'MTLS010',
    title: 'Mesh clients send their own TLS to a sidecar',
    meaning:
      'A DestinationRule says SIMPLE or MUTUAL. The sidecar of the server is met with a TLS session it does not accept.',
    fix: 'Set the mode to ISTIO_MUTUAL or remove it. SIMPLE and MUTUAL are for servers outside the mesh.',
  },
  'host-not-visible': {
    code: 'MTLS011',
    title: 'The Service is not visible to the client',
    meaning: 'A Sidecar resource or exportTo hides the host from the namespace of the probe.',
    fix: 'Add the host to the egress list of the Sidecar, or widen exportTo; or probe from a namespace that is meant to reach it.',
  },
  'application-not-listening': {
    code: 'MTLS012',
    title: 'The application does not listen, or closes without an answer',
    meaning:
      'The sidecar took the connection, but the application behind it refused or closed it without a byte.',
    fix: 'Check that the container listens on this port (targetPort) and is ready.',
  },
  'server-first': {
    code: 'MTLS013',
    title: 'The application speaks first on a port of unknown protocol',
    meaning:
      'Istio waits for the first bytes of the client to detect the protocol, and the application waits to send its greeting. Both wait.',
    fix: 'Declare the protocol: name the port tcp-… or set appProtocol.',
  },
  'access-denied': {
    code: 'MTLS014',
    title: 'An authorization policy refuses the probe',
    meaning:
      'The connection was accepted and then refused by an AuthorizationPolicy, or answered 401 by a RequestAuthentication. This says nothing against mTLS.',
    fix: 'Nothing, if the policy is meant so. To see more, allow the service account of the probe.',
  },
  'envoy-filter': {
    code: 'MTLS016',
    title: 'An EnvoyFilter changes what decides about mTLS',
    meaning:
      'An EnvoyFilter patches listeners, filter chains or clusters of a sidecar that takes part. What it does is not evaluated: what was seen counts, and nothing is concluded beyond it.',
    fix: 'Compare istioctl proxy-config listener and cluster with and without the EnvoyFilter.',
  },
  'identity-bypassed': {
    code: 'MTLS021',
    title: 'Plaintext gets past an AuthorizationPolicy',
    meaning:
      'An AuthorizationPolicy goes by identities. The port is PERMISSIVE, and a plaintext client, which has no identity, reached the application.',
    fix: 'Make the port STRICT, or let the policy refuse clients without an identity: an ALLOW policy with principals: ["*"] beside it does.',
  },
  'ambient-disable': {
    code: 'MTLS017',
    title: 'DISABLE means PERMISSIVE in ambient mode',
    meaning:
      'ztunnel knows no DISABLE. Plaintext is accepted, and traffic in the mesh stays encrypted (HBONE).',
    fix: 'Nothing, if plaintext is meant to be accepted. Write PERMISSIVE to say what happens.',
  },
  'ambient-conversion': {
    code: 'MTLS018',
    title: 'istiod makes something else of the policy for ztunnel',
    meaning:
      'In ambient mode istiod converts PeerAuthentication for ztunnel. For a workload policy with port-level modes and no mode of its own the result is not what a sidecar would enforce.',
    fix: 'Write a mode (STRICT or PERMISSIVE) for the workload itself, beside its ports.',
  },
  'ambient-history': {
    code: 'MTLS019',
    title: 'ztunnel may enforce an older policy',
    meaning:
      'istiod converts a workload policy with port-level modes when that policy changes, not when the policy of its namespace or mesh does. The one above is younger.',
    fix: 'Apply the workload policy again with any change, such as an annotation, or restart istiod; then run again.',
  },
  'tls-version': {
    code: 'MTLS024',
    title: 'No TLS version in common',
    meaning:
      'A compliance policy leaves the sidecar of the client one TLS version, and the server does not take it: it belongs to another control plane or to ambient mode.',
    fix: 'Give both ends the same compliance policy and meshMTLS.minProtocolVersion; ztunnel takes TLS 1.2 only with TLS12_ENABLED.',
  },
  gateway: {
    code: 'MTLS020',
    title: 'The port is governed by a Gateway',
    meaning:
      'A gateway opens its ports as Gateway resources say (servers[].tls.mode, listeners). PeerAuthentication has no effect on them.',
    fix: 'Nothing, if the Gateway is meant so. To demand certificates at the edge, set tls.mode in the Gateway.',
  },
  unknown: {
    code: 'MTLS015',
    title: 'CAUSE UNKNOWN: the wire does not do what the cluster objects say',
    meaning:
      'Nothing that was read from the cluster explains what was seen: a stale proxy, an EnvoyFilter, a NetworkPolicy or a bug.',
    fix: 'Compare istioctl proxy-status and istioctl proxy-config listener for the pod with the policy; look for EnvoyFilters; then restart the pod.',
  },
} as const satisfies Record<Cause, Explanation>;
