import type { Entry } from '../entry.ts';

/** Why nothing, or something else than the policy, stands before the application. */
export const CAPTURE_CAUSES = {
  'no-sidecar': {
    code: 'MTLS001',
    severity: 'error',
    title: 'The pod has no sidecar',
    meaning:
      'No istio-proxy container runs in the pod, so nothing there can ask for a certificate. PeerAuthentication has no effect on it.',
    evidence:
      'The containers and annotations of the pod; on the wire no mesh certificate is shown and plaintext is answered.',
    fix: 'Check the injection labels (istio-injection, istio.io/rev) of the namespace of {Pod} and sidecar.istio.io/inject on its pod template, then restart the workload.',
    aliases: ['IST0102', 'IST0103'],
  },
  'host-network': {
    code: 'MTLS002',
    severity: 'error',
    title: 'The pod uses the host network',
    meaning:
      'Istio never injects a sidecar into a pod with hostNetwork: true, and cannot redirect its traffic.',
    evidence: 'spec.hostNetwork of the pod.',
    fix: 'Set spec.hostNetwork of {Pod} to false in its pod template, or protect the port by other means (NetworkPolicy, TLS in the application).',
  },
  'no-pod': {
    code: 'MTLS003',
    severity: 'error',
    title: 'The endpoint is not a pod of this cluster',
    meaning:
      'The address comes from manual endpoints or from outside the cluster. No sidecar stands before it.',
    evidence: 'The EndpointSlices of the Service: the address belongs to no pod.',
    fix: 'Leave {Service} out, or describe the endpoint with a WorkloadEntry or ServiceEntry if a proxy does run there.',
  },
  'excluded-port': {
    code: 'MTLS004',
    severity: 'error',
    title: 'The port is excluded from capture',
    meaning:
      'An annotation on the pod keeps the port away from the sidecar. The application answers for itself, while mesh clients still send mTLS to it.',
    evidence:
      'The annotations traffic.sidecar.istio.io/includeInboundPorts and excludeInboundPorts of the pod; on the wire the application answers without a mesh certificate.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeInboundPorts (or add it to includeInboundPorts) in the pod template of {Pod} and restart the pod.',
  },
  'not-captured': {
    code: 'MTLS005',
    severity: 'error',
    title: 'The traffic of the pod is not captured',
    meaning: 'A sidecar runs in the pod, but inbound connections are not redirected to it.',
    evidence:
      'The interception mode and the init containers of the pod; on the wire no mesh certificate is shown.',
    fix: 'Look at the annotation sidecar.istio.io/interceptionMode of {Pod} and at the logs of istio-init or the CNI node agent, then restart the pod.',
  },
  'address-family': {
    code: 'MTLS031',
    severity: 'error',
    title: 'The address family is not captured',
    meaning:
      'The sidecar redirects IPv4 only. Connections by IPv6 reach the application itself, and mesh clients send them in plaintext past their own sidecar.',
    evidence: 'The addresses of the pod, and ISTIO_DUAL_STACK of istiod and of the proxy.',
    fix: 'Turn on dual stack in Istio (ISTIO_DUAL_STACK) and restart the pods, or take IPv6 out of spec.ipFamilies of {Service}.',
  },
  'proxy-port': {
    code: 'MTLS032',
    severity: 'warning',
    title: 'The port is the sidecar’s own',
    meaning:
      'Health and metrics of the sidecar (15020, 15021, 15090) are served in plaintext whatever the policies say. Mesh clients that come through a Service send mTLS to them all the same.',
    evidence: 'The number of the port, and that the pod has a sidecar.',
    fix: 'Scrape the port by pod IP, or set DISABLE for it in spec.portLevelMtls of {PeerAuthentication}; keep others away with a NetworkPolicy.',
  },
  'listener-tls': {
    code: 'MTLS033',
    severity: 'warning',
    title: 'A Sidecar listener ends TLS of its own',
    meaning:
      'The tls block of an ingress listener takes the place of mTLS. Connections are encrypted, but by a certificate that is not the mesh’s, and plaintext is refused.',
    evidence: 'spec.ingress[].tls of the Sidecar that selects the pod, and ENABLE_TLS_ON_SIDECAR_INGRESS.',
    fix: 'Give clients a DestinationRule with mode SIMPLE or MUTUAL that trusts this certificate; or remove spec.ingress[].tls of {Sidecar} and use STRICT.',
  },
  proxyless: {
    code: 'MTLS006',
    severity: 'warning',
    title: 'The pod is proxyless',
    meaning:
      'The application speaks gRPC with xDS itself. Whether mTLS is enforced is up to the application.',
    evidence: 'The annotation inject.istio.io/templates of the pod and the arguments of its agent.',
    fix: 'Check that the application in {Pod} uses xDS server credentials.',
  },
} as const satisfies Record<string, Entry>;
