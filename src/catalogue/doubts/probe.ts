import type { Entry } from '../entry.ts';

/** What the probe could not do, or could not be let do. */
export const PROBE_DOUBTS = {
  'control-failed': {
    code: 'MTLS101',
    severity: 'error',
    title: 'The control dials failed',
    meaning:
      'A probe container dials ports of its own first: one that answers, one without a listener, one that is silent, one that drops, one that demands a certificate; with the mesh certificate also one that must take it. It did not see what is there, so what it saw of others is void.',
    evidence:
      'The dials to the probe’s own servers, each with what it must meet; the notes of the run name those that failed.',
    fix: 'Look at the notes of the run: NetworkPolicy, admission and CNI rules of the probe namespace are the usual reasons.',
  },
  'not-run': {
    code: 'MTLS102',
    severity: 'warning',
    title: 'A dial that is needed was not made',
    meaning: 'The probe ended, ran out of time or had no certificate before this dial.',
    evidence: 'The dials that the probe reported, beside those of the plan.',
    fix: 'Look at the notes of the run, then run again with a longer deadline or for fewer Services.',
  },
  unreachable: {
    code: 'MTLS105',
    severity: 'warning',
    title: 'The endpoint could not be reached',
    meaning: 'Nothing came back at connect. Something below Istio drops or refuses the connection.',
    evidence: 'The error of the connection: a refusal or no answer before anything was sent.',
    fix: 'Look for NetworkPolicies, node firewalls and pods that just ended; or probe from another namespace.',
  },
  unsupported: {
    code: 'MTLS107',
    severity: 'warning',
    title: 'A rule that is not evaluated takes part',
    meaning: 'The cluster uses a feature that this version does not predict, so nothing can be promised.',
    evidence: 'The objects that take part, beside the rules that are evaluated.',
    fix: 'Read the reason in the row and judge what was observed by hand.',
  },
  'no-counters': {
    code: 'MTLS110',
    severity: 'warning',
    title: 'The proxy counters of the probe do not tell',
    meaning:
      'The Service answered, but the counters of the proxy do not show whether the connection was encrypted.',
    evidence: 'The counters ssl.handshake and upstream_cx_total of the proxy of the probe pod.',
    fix: 'Run again. If it stays, check that the probe pod may read the statistics of its own proxy on port 15000.',
  },
  'network-policy': {
    code: 'MTLS111',
    severity: 'warning',
    title: 'A NetworkPolicy may keep the probe out',
    meaning:
      'A NetworkPolicy does not let the probe reach this port, or may not, and the probe met silence, a refusal or nothing. That is no answer of the mesh.',
    evidence: 'The NetworkPolicies that select the pod or the probe, and what the dial met.',
    fix: 'Let the pods labelled app.kubernetes.io/managed-by=mtls-verify through {NetworkPolicy}, on 15008 too in ambient mode, or probe with --from a namespace that is let through. Plugins differ: some drop, some refuse, some do not enforce.',
  },
  'hbone-not-dialled': {
    code: 'MTLS112',
    severity: 'warning',
    title: 'HBONE was not dialled',
    meaning:
      'In ambient mode an identity is proved over HBONE (port 15008) only, and this was not tried: no sidecar pod was to be had, or the port is a waypoint’s. A refusal by ztunnel, by an AuthorizationPolicy and by a port without a listener look alike.',
    evidence: 'The data plane of the pod, and what plain connections met.',
    fix: 'Probe from a namespace where a pod can have a sidecar (--from), for its certificate is used. Or read the log of ztunnel on the node of the pod.',
  },
  'hbone-failed': {
    code: 'MTLS118',
    severity: 'warning',
    title: 'HBONE got no answer',
    meaning:
      'The pod is in ambient mode, but its port 15008 did not answer the probe: nothing came back, or no certificate of the pod was shown.',
    evidence: 'The dial to port 15008 with the mesh certificate of the probe.',
    fix: 'Look for NetworkPolicies that keep port 15008 closed, and at the ztunnel on the node of the pod; then run again.',
  },
} as const satisfies Record<string, Entry>;
