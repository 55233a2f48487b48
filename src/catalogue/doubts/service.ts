import type { Entry } from '../entry.ts';

/** What kept a dial from meeting the application at all, and is neither the policies' doing nor the network's. */
export const SERVICE_DOUBTS = {
  'proxy-down': {
    code: 'MTLS119',
    severity: 'warning',
    title: 'The sidecar of the pod does not take connections',
    meaning:
      'Connections were refused at a port that a sidecar captures. While it runs a sidecar takes every connection, whatever listens behind it: it is still starting, has ended, or the network refuses in its place.',
    evidence: 'ECONNREFUSED on the dials to a port whose capture the pod shows.',
    fix: 'Look at the istio-proxy container of {Pod} (kubectl describe pod, kubectl logs -c istio-proxy) and at NetworkPolicies that reject, then run again.',
  },
  'pod-moved': {
    code: 'MTLS123',
    severity: 'warning',
    title: 'The pod did not stay while it was probed',
    meaning:
      'The pods of the namespace were read before and after the dials. This one was deleted, replaced or got another address in between, so another may have answered in its place.',
    evidence: 'The uid, the address and the deletion of the pod, before and after.',
    fix: 'Run again when {Pod} or its successor is settled (kubectl rollout status).',
  },
  'no-endpoint': {
    code: 'MTLS120',
    severity: 'warning',
    title: 'The Service has no ready endpoint',
    meaning: 'No pod stands behind the Service port, so there was nothing to dial.',
    evidence: 'The EndpointSlices of the Service when the run began.',
    fix: 'Compare the selector of {Service} with the labels of its pods, and look at pods that are not ready; then run again.',
  },
  'name-not-resolved': {
    code: 'MTLS121',
    severity: 'warning',
    title: 'The name of the Service was not resolved',
    meaning: 'The probe got no address for the name of the Service, so no connection was made.',
    evidence: 'The error of the name look-up in the probe pod.',
    fix: 'Resolve the name of {Service} from a pod in the namespace of the probe; look at the cluster DNS, at dnsPolicy and at NetworkPolicies that keep port 53 closed.',
  },
  overloaded: {
    code: 'MTLS122',
    severity: 'warning',
    title: 'A proxy turned the request away: a rate limit or an overload',
    meaning:
      'A proxy answered 429, or 503 for an overflow of its limits, in place of the application. That says nothing about mTLS.',
    evidence: 'The status and the words or headers by which Envoy says so.',
    fix: 'Run again when there is less traffic, or let the probe through the limits (rate limits in an EnvoyFilter, connectionPool and outlierDetection of {DestinationRule}).',
  },
} as const satisfies Record<string, Entry>;
