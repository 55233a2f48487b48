import type { StoredObject } from '../api/object.ts';
import type { Resource } from '../api/resource.ts';
import { forbidden, Refusal } from '../api/status.ts';
import type { Admission, Store } from '../api/store.ts';
import { strategicMerge } from '../api/strategic-merge.ts';
import { type FailureRule, failureOf, type PodFailure } from './failure.ts';
import { injectSidecar } from './inject.ts';
import { injectingRevision } from './injection.ts';
import { podSecurityViolations } from './pod-security.ts';
import type { PodObject } from './workload.ts';

/** Admission of pods in the order of the real server: injection, service account, Pod Security, webhooks, quota. */
export function podAdmission(
  sidecar: 'native' | 'classic' | 'missing',
  failures: readonly FailureRule[],
): Admission {
  return (resource, object, store) => {
    if (resource.id !== 'pods') return object;
    const revision = injectingRevision(store, object);
    const pod = (
      revision === null || sidecar === 'missing' ? object : injectSidecar(object, revision, sidecar)
    ) as PodObject;
    const failure = failureOf(failures, pod);
    const changed = failure?.kind === 'mutated' ? (strategicMerge(pod, failure.patch) as PodObject) : pod;
    checkServiceAccount(resource, changed, store);
    checkPodSecurity(resource, changed, store);
    refuseOnDemand(resource, changed, failure);
    return changed;
  };
}

function checkServiceAccount(resource: Resource, pod: PodObject, store: Store): void {
  const { serviceAccountName: account = 'default' } = pod.spec;
  const { namespace = '', name } = pod.metadata;
  if (account === 'default' || store.find('serviceaccounts', namespace, account)) return;
  const why = `error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
  throw forbidden(resource, name, why);
}

function checkPodSecurity(resource: Resource, pod: PodObject, store: Store): void {
  const namespace = store.find('namespaces', undefined, pod.metadata.namespace ?? '');
  const level = namespace?.metadata.labels?.['pod-security.kubernetes.io/enforce'];
  if (level !== 'restricted' && level !== 'baseline') return;
  const violations = podSecurityViolations(pod.spec, level);
  if (violations.length === 0) return;
  throw forbidden(
    resource,
    pod.metadata.name,
    `violates PodSecurity "${level}:latest": ${violations.join(', ')}`,
  );
}

function refuseOnDemand(resource: Resource, pod: StoredObject, failure: PodFailure | undefined): void {
  const { name } = pod.metadata;
  switch (failure?.kind) {
    case 'admission-refused': {
      const { webhook = 'policy.example.com', message = 'images must come from registry.example.com' } =
        failure;
      throw new Refusal('Forbidden', `admission webhook "${webhook}" denied the request: ${message}`);
    }
    case 'webhook-unavailable':
      throw new Refusal('InternalError', UNAVAILABLE);
    case 'quota-exceeded':
      throw forbidden(
        resource,
        name,
        'exceeded quota: compute-resources, requested: pods=1, used: pods=10, limited: pods=10',
      );
    case 'limit-range':
      throw forbidden(resource, name, 'maximum memory usage per Container is 64Mi, but limit is 192Mi');
    default:
  }
}

const UNAVAILABLE =
  'Internal error occurred: failed calling webhook "namespace.sidecar-injector.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/inject?timeout=10s": no endpoints available for service "istiod"';
