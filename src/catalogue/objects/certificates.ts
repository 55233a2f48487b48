import type { ObjectEntry } from '../entry.ts';

/** What the certificates and the TLS show that a pod answers with. */
export const CERTIFICATE_ENTRIES = {
  MTLS601: {
    severity: 'error',
    title: 'The pod shows the identity of somebody else',
    meaning:
      'The SPIFFE id of the certificate is not that of the namespace and service account of the pod, or of another trust domain. Mesh clients refuse it.',
    evidence:
      'The URI name of the certificate that the port shows, beside the namespace and spec.serviceAccountName of the pod.',
    fix: 'The address may have been reused: run again. If it stays, look for a proxy in between, and restart {Pod} so that it asks for a certificate of its own.',
  },
  MTLS602: {
    severity: 'error',
    title: 'The pod shows a certificate of another CA',
    meaning:
      'No root of the mesh signed the certificate. Mesh clients refuse it: the CA was changed under running pods, or the pod belongs to another mesh.',
    evidence: 'The chain that the port shows, beside the roots in ConfigMap istio-ca-root-cert.',
    fix: 'Restart {Pod} so that it asks the present CA. In the middle of a change of CAs let both roots be trusted until all pods have new certificates.',
  },
  MTLS603: {
    severity: 'error',
    title: 'The certificate of the pod is not valid now',
    meaning: 'It has expired, or is not valid yet. Mesh clients refuse it.',
    evidence: 'The period of the certificate, beside the time of a probe whose own certificate is valid.',
    fix: 'Look at the log of istio-proxy in {Pod} for failed requests to the CA, and at the clock of its node; then restart it.',
  },
  MTLS604: {
    severity: 'warning',
    title: 'The certificate of the pod should have been renewed',
    meaning:
      'Less than a quarter of its life is left. Sidecars renew at half of it, unless SECRET_GRACE_PERIOD_RATIO says otherwise.',
    evidence: 'The period of the certificate that the port shows.',
    fix: 'Look at the log of istio-proxy in {Pod} for failed requests to the CA: when the certificate expires, mesh clients are refused.',
  },
  MTLS605: {
    severity: 'error',
    title: 'A TLS version is taken that the mesh does not allow',
    meaning:
      'The sidecar showed its certificate in a version below the minimum or above the maximum of the mesh, so these settings are not in force there.',
    evidence:
      'The versions in which the certificate of the pod was shown, beside meshMTLS.minProtocolVersion and the compliance policy of istiod.',
    fix: 'Compare istioctl proxy-config listener of {Pod} with meshMTLS, look for an EnvoyFilter, and restart the pod.',
  },
  MTLS606: {
    severity: 'warning',
    title: 'A TLS version is refused that the mesh allows',
    meaning:
      'The sidecar refuses TLS 1.2, though the settings that were read allow it: other settings are in force there.',
    evidence: 'The alert to a client of TLS 1.2, beside meshMTLS.minProtocolVersion.',
    fix: 'Check with istioctl proxy-status that {Pod} has the present configuration.',
  },
  MTLS607: {
    severity: 'warning',
    title: 'A cipher suite is taken that the mesh does not list',
    meaning: 'The sidecar takes TLS 1.2 suites beyond those of meshMTLS.cipherSuites.',
    evidence: 'The suites that were taken with --tls-details, beside meshMTLS.cipherSuites.',
    fix: 'Check with istioctl proxy-status that {Pod} has the present configuration, and look for an EnvoyFilter.',
  },
} as const satisfies Record<`MTLS6${number}`, ObjectEntry>;
