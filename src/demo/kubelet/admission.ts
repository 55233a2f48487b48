import type { StoredObject } from '../api/object.ts';
import type { Resource } from '../api/resource.ts';
import { forbidden, Refusal } from '../api/status.ts';
import type { Admission, Store } from '../api/store.ts';
import { type FailureRule, failureOf } from './failure.ts';
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
    checkServiceAccount(resource, pod, store);
    checkPodSecurity(resource, pod, store);
    refuseOnDemand(resource, pod, failures);
    return pod;
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

function refuseOnDemand(resource: Resource, pod: StoredObject, failures: readonly FailureRule[]): void {
  const failure = failureOf(failures, pod as PodObject);
  if (failure?.kind === 'admission-refused') {
    const { webhook = 'policy.example.com', message = 'images must come from registry.example.com' } =
      failure;
    throw new Refusal('Forbidden', `admission webhook "${webhook}" denied the request: ${message}`);
  }
  if (failure?.kind === 'quota-exceeded') {
    const why = 'exceeded quota: compute-resources, requested: pods=1, used: pods=10, limited: pods=10';
    throw forbidden(resource, pod.metadata.name, why);
  }
}
