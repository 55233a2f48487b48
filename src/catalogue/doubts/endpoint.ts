import type { Entry } from '../entry.ts';

/** What the endpoint did that decides nothing. */
export const ENDPOINT_DOUBTS = {
  'no-answer': {
    code: 'MTLS103',
    severity: 'warning',
    title: 'The application gave no answer',
    meaning: 'Connections were taken or closed without a byte that would show what was accepted.',
    evidence: 'The bytes that came back on each connection: none.',
    fix: 'Check that the application answers on this port. If it only talks to clients that know its protocol, test it with one of those.',
  },
  'application-not-listening': {
    code: 'MTLS104',
    severity: 'warning',
    title: 'The application does not listen',
    meaning: 'A closed connection looks the same whether the policy or a missing application closed it.',
    evidence:
      'A TLS session with the certificate of the pod, or a closed connection, and never a byte of the application.',
    fix: 'Check that a container of {Pod} listens on this port (spec.ports[].targetPort of {Service}) and is ready, then run again.',
    aliases: ['IST0143'],
  },
  contradiction: {
    code: 'MTLS106',
    severity: 'warning',
    title: 'The dials contradict each other',
    meaning:
      'No single mode explains all that was seen. The policy or the pod may have changed during the run.',
    evidence: 'The outcomes of all dials at this port, and the mode that each of them shows.',
    fix: 'Run again. If it stays, the raw evidence is in the JSON report.',
  },
  'not-in-force': {
    code: 'MTLS108',
    severity: 'warning',
    title: 'The declared mode is not in force',
    meaning:
      'The port accepts everything the declared mode lets in, but by another mode or a TLS version that the mesh does not allow.',
    evidence: 'The mode that the certificates show, and the TLS versions that were taken.',
    fix: 'A policy may not have reached the proxy yet. Run again; if it stays, compare with istioctl proxy-status.',
  },
  identity: {
    code: 'MTLS109',
    severity: 'warning',
    title: 'The identity that was shown does not hold',
    meaning:
      'The certificate shown is a SPIFFE identity, but not that of the target pod, not from the root of the mesh, or not valid now.',
    evidence:
      'The SPIFFE id and the issuer of the certificate, beside the service account of the pod and the root of the mesh.',
    fix: 'The findings MTLS601 to MTLS603 of the run say which. The address may have been reused by another pod: run again; if it stays, check the service account and the CA.',
  },
  authorization: {
    code: 'MTLS114',
    severity: 'warning',
    title: 'An AuthorizationPolicy may have closed the connection',
    meaning:
      'On a port that is not HTTP an AuthorizationPolicy closes a connection without a word, as a refusal of plaintext, a missing application and an application without an answer look too.',
    evidence: 'The AuthorizationPolicies of the pod, and a connection that was closed without a byte.',
    fix: 'Let the service account of the probe, or the port for a moment, through {AuthorizationPolicy}; then run again.',
  },
  'not-ready': {
    code: 'MTLS115',
    severity: 'warning',
    title: 'The pod is not ready',
    meaning:
      'Until its proxy and its application are ready a pod refuses or closes connections. That says nothing about what it will accept.',
    evidence: 'The conditions and container states of the pod.',
    fix: 'Look at {Pod} (kubectl describe pod, kubectl logs -c istio-proxy), wait until it is ready, then run again.',
  },
  unsettled: {
    code: 'MTLS116',
    severity: 'warning',
    title: 'The answers did not come to rest',
    meaning:
      'The target was dialled several times, and its answers changed to the end. A proxy may be starting or failing, or a policy be under way.',
    evidence: 'How often the target was dialled, and what it answered first and last.',
    fix: 'Look at {Pod} and its proxy, then run again; --settle 60s waits longer for a change to arrive.',
  },
} as const satisfies Record<string, Entry>;
