import type { Failure } from './failure.ts';

/** What happens to a probe pod. */
export const POD_FAILURES = {
  NOT_INJECTED: {
    title: 'The probe pod came without a sidecar',
    meaning: 'Injection was asked for, and the pod has no istio-proxy: it is no mesh client.',
    fix: 'Check the injection labels of its namespace, or choose an injected namespace with --from.',
    exitCode: 2,
    retried: false,
  },
  POD_CHANGED: {
    title: 'The cluster changed the probe pod',
    meaning:
      'A mutating webhook took away or changed something that the results depend on: a container, its command, its user, the network, or put a proxy where none may be.',
    fix: 'Exempt pods labelled app.kubernetes.io/managed-by=mtls-verify from the webhook, or choose another namespace with --from.',
    exitCode: 2,
    retried: false,
  },
  IMAGE: {
    title: 'The image cannot be had',
    meaning: 'The node cannot pull it, or may not.',
    fix: 'Name an image with Node 18 or newer that the cluster can pull with --image.',
    exitCode: 2,
    retried: false,
  },
  UNSCHEDULABLE: {
    title: 'No node takes the probe pod',
    meaning: 'The scheduler found no node until the time was over.',
    fix: 'Make room on the nodes, or give an autoscaler more time with --timeout.',
    exitCode: 2,
    retried: false,
  },
  NOT_STARTED: {
    title: 'The probe pod did not start in time',
    meaning:
      'No pod was made, or its containers still waited when the time was over: a slow pull, a volume, the pod network, a sidecar that does not get ready.',
    fix: 'Give more time with --timeout, or look at the pod and its events with --keep.',
    exitCode: 2,
    retried: false,
  },
  POD_FAILED: {
    title: 'A probe container failed',
    meaning: 'It could not start, or ended without its result.',
    fix: 'The image must have Node 18 or newer on its PATH; see --image.',
    exitCode: 2,
    retried: false,
  },
  NO_CERTIFICATE: {
    title: 'The sidecar of the probe pod gives no certificate',
    meaning:
      'The agent wrote no workload certificate within 20 seconds, so nothing can be dialled as the mesh does.',
    fix: 'Look at the log of istio-proxy in the probe pod with --keep; istiod must sign its request.',
    exitCode: 2,
    retried: true,
  },
  CLOCK_SKEW: {
    title: 'The mesh certificate of the probe is not valid by the clock of its node',
    meaning:
      'It is not valid yet, or has expired, for 20 seconds: the clocks of the node and of istiod differ, or the agent cannot renew it. It is not shown to anyone, as a refusal would say nothing.',
    fix: 'Set the clocks (NTP) of the node and of the nodes of istiod; then run again.',
    exitCode: 2,
    retried: true,
  },
  PROXY_NOT_READY: {
    title: 'The sidecar of the probe pod does not get ready',
    meaning:
      'Its readiness endpoint did not answer 200 within 20 seconds, so nothing can be sent through it.',
    fix: 'Look at the log of istio-proxy in the probe pod with --keep: mostly it cannot reach istiod.',
    exitCode: 2,
    retried: true,
  },
  OUT_OF_MEMORY: {
    title: 'A probe container went over its memory limit',
    meaning: 'The kernel ended it (OOMKilled). What it had reported until then counts.',
    fix: 'Probe a part at a time with --service or --port.',
    exitCode: 2,
    retried: false,
  },
  EVICTED: {
    title: 'The probe pod was evicted',
    meaning:
      'Its node ran out of memory or disk, or made room for a pod of higher priority. What it had reported until then counts.',
    fix: 'Run again; if it stays, look at the nodes.',
    exitCode: 2,
    retried: false,
  },
  NODE_LOST: {
    title: 'The node of the probe pod is gone',
    meaning: 'The node was shut down, or nobody hears of it any more.',
    fix: 'Run again; if it stays, look at the node that the message names.',
    exitCode: 2,
    retried: false,
  },
  POD_DELETED: {
    title: 'The probe pod was deleted during the run',
    meaning: 'Someone else deleted it: a drain of its node, a clean-up job, a person.',
    fix: 'Run again.',
    exitCode: 2,
    retried: false,
  },
  LOG_UNREADABLE: {
    title: 'The log of a probe container cannot be read',
    meaning:
      'The container runs, but the API server could not give its log, mostly because it cannot reach the kubelet.',
    fix: 'Try kubectl logs for any pod of that node; then run again.',
    exitCode: 2,
    retried: true,
  },
  LOG_INCOMPLETE: {
    title: 'The log of a probe container has holes',
    meaning:
      'The container reported everything, but lines are missing: the node had rotated its log. Their dials are not-reported.',
    fix: 'Run again for a part of the Services, or raise containerLogMaxSize of the kubelet.',
    exitCode: 2,
    retried: true,
  },
  TIMEOUT: {
    title: 'The time was over',
    meaning:
      'The probe ran, and had not reported everything by --timeout. What it had reported until then counts.',
    fix: 'Give more time with --timeout, or probe a part at a time with --service.',
    exitCode: 2,
    retried: false,
  },
} as const satisfies Record<string, Failure>;
