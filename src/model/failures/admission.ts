import type { Failure } from './failure.ts';

/** Why the cluster does not let the probe pods in. */
export const ADMISSION_FAILURES = {
  QUOTA: {
    title: 'A quota leaves no room for the probe',
    meaning: 'A ResourceQuota of the probe namespace refused the Job, its ConfigMap or its pod.',
    fix: 'Make room in the quota, or probe from another namespace with --from.',
    exitCode: 2,
    retried: false,
  },
  LIMIT_RANGE: {
    title: 'A LimitRange refuses the probe pod',
    meaning: 'The requests or limits of the probe containers are outside what the probe namespace allows.',
    fix: 'Probe from another namespace with --from.',
    exitCode: 2,
    retried: false,
  },
  POD_SECURITY: {
    title: 'Pod Security refuses the probe pod',
    meaning:
      'The pod violates the level that the probe namespace enforces. The probe itself passes restricted; an istio-init container does not.',
    fix: 'Use the Istio CNI plugin, or probe from a namespace whose level lets injected pods in.',
    exitCode: 2,
    retried: false,
  },
  WEBHOOK_UNAVAILABLE: {
    title: 'An admission webhook does not answer',
    meaning:
      'The API server could not ask a webhook that must be asked, so no pod was made. Often it is the sidecar injector, and istiod is down.',
    fix: 'Check that the Service of the webhook named in the message has ready endpoints (for the injector: istiod).',
    exitCode: 2,
    retried: true,
  },
  ADMISSION: {
    title: 'The cluster refuses the probe pod',
    meaning: 'An admission webhook or policy denied the Job or its pod.',
    fix: 'Read the message; allow pods labelled app.kubernetes.io/managed-by=mtls-verify, or probe from another namespace with --from.',
    exitCode: 2,
    retried: false,
  },
  NAMESPACE_TERMINATING: {
    title: 'The probe namespace is being deleted',
    meaning: 'Nothing can be created in a namespace that is terminating.',
    fix: 'Probe from another namespace with --from.',
    exitCode: 2,
    retried: false,
  },
} as const satisfies Record<string, Failure>;
