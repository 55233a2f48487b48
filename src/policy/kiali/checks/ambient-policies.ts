import type { AuthorizationPolicy, RequestAuthentication } from '../../../model/istio.ts';
import type { Pod, Service } from '../../../model/kubernetes.ts';
import { selectorOf } from '../../by-selector.ts';
import { selects } from '../../client/find-rule.ts';
import { listOf, text, textMap } from '../../client/untrusted.ts';
import { waypointFor } from '../../waypoint.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { isAmbientNamespace, isAmbientPod } from '../data-plane.ts';
import { isL7 } from '../l7.ts';
import type { KialiView } from '../view.ts';
import { isEnrolled, servicesOf } from '../waypoints.ts';

type Policy = AuthorizationPolicy | RequestAuthentication;

/** KIA0109, 0110, 1110, 1115 and 1317: policies that only a waypoint can apply, in ambient mode (ambient_policy_checker.go). */
export function ambientPolicyChecks(view: KialiView): KialiCheck[] {
  const { index } = view;
  const authorizations = index.authorizationpolicies.filter(isL7);
  return [
    ...authorizations.flatMap((policy) => [
      ...(isUncaptured(view, policy) ? [complaint('KIA0109', 'AuthorizationPolicy', policy, 'spec')] : []),
      ...(isBySelector(view, policy)
        ? [complaint('KIA0110', 'AuthorizationPolicy', policy, 'spec/selector')]
        : []),
    ]),
    ...index.requestauthentications.flatMap((policy) => [
      ...(isBySelector(view, policy)
        ? [complaint('KIA1110', 'RequestAuthentication', policy, 'spec/selector')]
        : []),
      ...(isUncaptured(view, policy) ? [complaint('KIA1115', 'RequestAuthentication', policy, 'spec')] : []),
    ]),
    ...view.pods
      .filter((pod) => isAmbientPod(index, pod) && !isEnrolled(index, pod))
      .filter((pod) => authorizations.some((policy) => appliesTo(view, policy, pod)))
      .map((pod) => complaint('KIA1317', 'Pod', pod, 'metadata/labels')),
  ];
}

function isBySelector({ index }: KialiView, policy: Policy): boolean {
  return isAmbientNamespace(index, policy.metadata?.namespace ?? '') && selectorOf(policy) !== null;
}

/** A Service that it names, or a pod that it selects, has no waypoint. */
function isUncaptured({ index, pods }: KialiView, policy: Policy): boolean {
  const namespace = policy.metadata?.namespace ?? '';
  if (!isAmbientNamespace(index, namespace)) return false;
  const named = targetsOf(policy, index.servicesByNamespace.get(namespace) ?? []);
  if (listOf(policy.spec?.targetRefs).length > 0)
    return named.some((service) => waypointFor(index, service) === null);
  const selector = textMap(policy.spec?.selector?.matchLabels);
  return pods
    .filter(({ metadata }) => metadata?.namespace === namespace && selects(selector, metadata.labels ?? {}))
    .some((pod) => isAmbientPod(index, pod) && !isEnrolled(index, pod));
}

function appliesTo({ index }: KialiView, policy: Policy, pod: Pod): boolean {
  if (policy.metadata?.namespace !== pod.metadata?.namespace) return false;
  if (listOf(policy.spec?.targetRefs).length > 0) return targetsOf(policy, servicesOf(index, pod)).length > 0;
  return selects(textMap(policy.spec?.selector?.matchLabels), pod.metadata?.labels ?? {});
}

function targetsOf(policy: Policy, services: readonly Service[]): Service[] {
  const names = listOf(policy.spec?.targetRefs)
    .filter(({ kind }) => kind === 'Service')
    .map(({ name }) => text(name));
  return services.filter(({ metadata }) => names.includes(metadata?.name ?? ''));
}
