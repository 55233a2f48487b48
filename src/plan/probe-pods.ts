import type { ProbePod, Source } from '../model/plan.ts';
import type { PodShape } from '../model/pod-shape.ts';
import { jobName, podLabels } from './labels.ts';

/**
 * The probe pods as a label selector will find them: with what the Job controller adds, and Istio's injector (istio-semantics 4.3).
 * Values that are made up by the cluster are empty.
 */
export function probePods(settings: {
  id: string;
  namespace: string;
  injectionLabels: Record<string, string>;
  revision: string;
  shape?: PodShape | undefined;
}): Record<Source, ProbePod> {
  const pod = (source: Source, added: Record<string, string>): ProbePod => {
    const name = jobName(settings.id, source);
    const job = { 'job-name': name, 'batch.kubernetes.io/job-name': name };
    const uid = { 'controller-uid': '', 'batch.kubernetes.io/controller-uid': '' };
    const index = { 'batch.kubernetes.io/job-completion-index': '' };
    return {
      namespace: settings.namespace,
      labels: { ...podLabels(source, settings), ...job, ...uid, ...index, ...added },
    };
  };
  const own = settings.shape?.labels ?? {};
  return {
    'no-sidecar': pod('no-sidecar', {}),
    sidecar: pod('sidecar', {
      'security.istio.io/tlsMode': 'istio',
      'service.istio.io/canonical-name':
        own['app.kubernetes.io/name'] ?? own['app'] ?? jobName(settings.id, 'sidecar'),
      'service.istio.io/canonical-revision': own['app.kubernetes.io/version'] ?? own['version'] ?? 'latest',
      'istio.io/rev': settings.revision,
    }),
  };
}
