import type { Entry } from '../entry.ts';

/** Why what mesh clients send is not what the server accepts. */
export const CLIENT_CAUSES = {
  'plaintext-to-strict': {
    code: 'MTLS007',
    severity: 'error',
    title: 'Mesh clients send plaintext to a STRICT port',
    meaning:
      'A DestinationRule turns TLS off (or auto mTLS does not apply), but the server accepts mTLS only.',
    evidence:
      'trafficPolicy.tls of the DestinationRule that clients use, enableAutoMtls, and the PeerAuthentication of the endpoint.',
    fix: 'Set spec.trafficPolicy.tls.mode of {DestinationRule} to ISTIO_MUTUAL, or remove its tls block.',
    aliases: ['IST0113', 'KIA0207', 'KIA0208', 'KIA0401', 'KIA0501'],
  },
  'mtls-to-no-sidecar': {
    code: 'MTLS008',
    severity: 'error',
    title: 'Mesh clients send mTLS to a pod without a sidecar',
    meaning: 'A DestinationRule forces ISTIO_MUTUAL, but nothing at the endpoint can end the TLS session.',
    evidence: 'trafficPolicy.tls of the DestinationRule that clients use, and the containers of the pod.',
    fix: 'Remove spec.trafficPolicy.tls of {DestinationRule} so that auto mTLS decides, or give the pod a sidecar.',
    aliases: ['IST0103'],
  },
  'mtls-to-disabled': {
    code: 'MTLS009',
    severity: 'error',
    title: 'Mesh clients send mTLS to a port with mTLS disabled',
    meaning: 'A DestinationRule forces ISTIO_MUTUAL, but the PeerAuthentication of the server says DISABLE.',
    evidence:
      'trafficPolicy.tls of the DestinationRule that clients use, and the PeerAuthentication that decides for the endpoint.',
    fix: 'Make the two agree: remove spec.trafficPolicy.tls of {DestinationRule}, or raise spec.mtls.mode of {PeerAuthentication} to PERMISSIVE or STRICT.',
    aliases: ['IST0113', 'KIA0505', 'KIA0506'],
  },
  'tls-to-sidecar': {
    code: 'MTLS010',
    severity: 'error',
    title: 'Mesh clients send their own TLS to a sidecar',
    meaning:
      'A DestinationRule says SIMPLE or MUTUAL. The sidecar of the server is met with a TLS session it does not accept.',
    evidence: 'trafficPolicy.tls.mode of the DestinationRule that clients use, and the sidecar of the pod.',
    fix: 'Set spec.trafficPolicy.tls.mode of {DestinationRule} to ISTIO_MUTUAL or remove it. SIMPLE and MUTUAL are for servers outside the mesh.',
    aliases: ['IST0113'],
  },
  'server-identity': {
    code: 'MTLS023',
    severity: 'error',
    title: 'Mesh clients refuse the certificate of the server',
    meaning:
      'The sidecar of a client checks the CA, the validity and the SPIFFE id of the server. What every pod of the Service shows does not hold.',
    evidence: 'The certificates that the pods show (MTLS601 to MTLS603), and the answer to a mesh client.',
    fix: 'Mend the certificates first: see what the run says of {Pod} under MTLS601 to MTLS603.',
  },
  'host-not-visible': {
    code: 'MTLS011',
    severity: 'warning',
    title: 'The Service is not visible to the client',
    meaning: 'A Sidecar resource or exportTo hides the host from the namespace of the probe.',
    evidence:
      'spec.egress[].hosts of the Sidecar of the client, and networking.istio.io/exportTo of the Service.',
    fix: 'Add the host to spec.egress[].hosts of the Sidecar, or widen networking.istio.io/exportTo of {Service}; or probe from a namespace that is meant to reach it.',
  },
  'tls-version': {
    code: 'MTLS024',
    severity: 'error',
    title: 'No TLS version in common',
    meaning:
      'A compliance policy leaves the sidecar of the client one TLS version, and the server does not take it: it belongs to another control plane or to ambient mode.',
    evidence: 'COMPLIANCE_POLICY of istiod and meshMTLS.minProtocolVersion of both control planes.',
    fix: 'Give both ends the same compliance policy and meshMTLS.minProtocolVersion; ztunnel takes TLS 1.2 only with TLS12_ENABLED.',
  },
} as const satisfies Record<string, Entry>;
