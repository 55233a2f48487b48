import type { ProbePod, Source } from '../model/plan.ts';
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
}): Record<Source, ProbePod> {
  const pod = (source: Source, added: Record<string, string>): ProbePod => {
    const name = jobName(settings.id, source);
    const job = { 'job-name': name, 'batch.kubernetes.io/job-name': name };
    const uid = { 'controller-uid': '', 'batch.kubernetes.io/controller-uid': '' };
    return {
      namespace: settings.namespace,
      labels: { ...podLabels(source, settings), ...job, ...uid, ...added },
    };
  };
  return {
    'no-sidecar': pod('no-sidecar', {}),
    sidecar: pod('sidecar', {
      'security.istio.io/tlsMode': 'istio',
      'service.istio.io/canonical-name': jobName(settings.id, 'sidecar'),
      'service.istio.io/canonical-revision': 'latest',
      'istio.io/rev': settings.revision,
    }),
  };
}
