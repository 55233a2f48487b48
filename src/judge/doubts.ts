import type { Doubt } from '../model/verdict.ts';
import type { Explanation } from './causes.ts';

/** Every reason for an inconclusive verdict; docs/findings.md is made from it. */
export const DOUBT_CATALOGUE = {
  'control-failed': {
    code: 'MTLS101',
    title: 'The control dials failed',
    meaning:
      'The probe did not get an answer where it must, or got one where it must not. No result of this run can be trusted.',
    fix: 'Look at the notes of the run: NetworkPolicy, admission and CNI rules of the probe namespace are the usual reasons.',
  },
  'not-run': {
    code: 'MTLS102',
    title: 'A dial that is needed was not made',
    meaning: 'The probe ended, ran out of time or had no certificate before this dial.',
    fix: 'Look at the notes of the run, then run again with a longer deadline or for fewer Services.',
  },
  'no-answer': {
    code: 'MTLS103',
    title: 'The application gave no answer',
    meaning: 'Connections were taken or closed without a byte that would show what was accepted.',
    fix: 'Check that the application answers on this port. If it only talks to clients that know its protocol, test it with one of those.',
  },
  'application-not-listening': {
    code: 'MTLS104',
    title: 'The application does not listen',
    meaning: 'A closed connection looks the same whether the policy or a missing application closed it.',
    fix: 'Check that the container listens on this port (targetPort) and is ready, then run again.',
  },
  unreachable: {
    code: 'MTLS105',
    title: 'The endpoint could not be reached',
    meaning: 'Nothing came back at connect. Something below Istio drops or refuses the connection.',
    fix: 'Look for NetworkPolicies, node firewalls and pods that just ended; or probe from another namespace.',
  },
  contradiction: {
    code: 'MTLS106',
    title: 'The dials contradict each other',
    meaning:
      'No single mode explains all that was seen. The policy or the pod may have changed during the run.',
    fix: 'Run again. If it stays, the raw evidence is in the JSON report.',
  },
  unsupported: {
    code: 'MTLS107',
    title: 'A rule that is not evaluated takes part',
    meaning: 'The cluster uses a feature that this version does not predict, so nothing can be promised.',
    fix: 'Read the reason in the row and judge what was observed by hand.',
  },
  'not-in-force': {
    code: 'MTLS108',
    title: 'The declared mode is not in force',
    meaning:
      'The port accepts everything the declared mode lets in, but by another mode or a TLS version that the mesh does not allow.',
    fix: 'A policy may not have reached the proxy yet. Run again; if it stays, compare with istioctl proxy-status.',
  },
  identity: {
    code: 'MTLS109',
    title: 'Another identity answered',
    meaning:
      'The certificate shown is a SPIFFE identity, but not that of the target pod or not from the root of the mesh.',
    fix: 'The address may have been reused by another pod: run again. If it stays, check the service account and the CA.',
  },
  'no-counters': {
    code: 'MTLS110',
    title: 'The proxy counters of the probe do not tell',
    meaning:
      'The Service answered, but the counters of the proxy do not show whether the connection was encrypted.',
    fix: 'Run again. If it stays, check that the probe pod may read the statistics of its own proxy on port 15000.',
  },
  'network-policy': {
    code: 'MTLS111',
    title: 'A NetworkPolicy may keep the probe out',
    meaning:
      'A NetworkPolicy does not let the probe reach this port, or may not, and the probe met silence, a refusal or nothing. That is no answer of the mesh.',
    fix: 'Let the pods labelled app.kubernetes.io/managed-by=mtls-verify through, on 15008 too in ambient mode, or probe with --from a namespace that is let through. Plugins differ: some drop, some refuse, some do not enforce.',
  },
  authorization: {
    code: 'MTLS114',
    title: 'An AuthorizationPolicy may have closed the connection',
    meaning:
      'On a port that is not HTTP an AuthorizationPolicy closes a connection without a word, as a refusal of plaintext, a missing application and an application without an answer look too.',
    fix: 'Let the service account of the probe, or the port for a moment, through the policy named in the row; then run again.',
  },
  'not-ready': {
    code: 'MTLS115',
    title: 'The pod is not ready',
    meaning:
      'Until its proxy and its application are ready a pod refuses or closes connections. That says nothing about what it will accept.',
    fix: 'Look at the pod (kubectl describe pod, kubectl logs -c istio-proxy), wait until it is ready, then run again.',
  },
  'hbone-not-dialled': {
    code: 'MTLS112',
    title: 'HBONE was not dialled',
    meaning:
      'In ambient mode an identity is proved over HBONE (port 15008) only, which this version does not dial. A refusal by ztunnel, by an AuthorizationPolicy and by a port without a listener look alike.',
    fix: 'Give the port a Service and run from a namespace with sidecar injection: an answer through the sidecar decides. Or read the log of ztunnel on the node of the pod.',
  },
} as const satisfies Record<Doubt, Explanation>;
