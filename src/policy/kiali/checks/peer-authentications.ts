import type { DestinationRule, PeerAuthentication } from '../../../model/istio.ts';
import { complaint, type KialiCheck, type KialiCode } from '../check.ts';
import { isMeshWide, isNamespaceWide, ruleMode, sendsMtls, wideMode } from '../objects.ts';
import { autoMtlsOf, identityDomain, isRoot, type KialiView, visibleRules } from '../view.ts';

/** KIA0401, 0501, 0505 and 0506: policies for all workloads against the DestinationRules of the same width. */
export function peerAuthenticationChecks(view: KialiView): KialiCheck[] {
  return view.policies.flatMap((policy) => {
    const namespace = policy.metadata?.namespace ?? '';
    const rules = visibleRules(view, namespace);
    const code = isRoot(view, namespace)
      ? ofMesh(view, policy, namespace, rules)
      : ofNamespace(view, policy, namespace, rules);
    return code === null ? [] : [complaint(code, 'PeerAuthentication', policy, 'spec/mtls')];
  });
}

function ofMesh(
  view: KialiView,
  policy: PeerAuthentication,
  namespace: string,
  rules: readonly DestinationRule[],
): KialiCode | null {
  const wide = rules.filter(isMeshWide);
  switch (wideMode(policy)) {
    case 'STRICT':
      return autoMtlsOf(view, namespace) || wide.some(isMutual) ? null : 'KIA0401';
    case 'DISABLE':
      return wide.some((rule) => sendsMtls(ruleMode(rule))) ? 'KIA0506' : null;
    default:
      return null;
  }
}

function ofNamespace(
  view: KialiView,
  policy: PeerAuthentication,
  namespace: string,
  rules: readonly DestinationRule[],
): KialiCode | null {
  const domain = identityDomain(view, namespace);
  const own = rules.filter((rule) => isNamespaceWide(rule, namespace, domain));
  const wide = rules.filter(isMeshWide);
  switch (wideMode(policy)) {
    case 'STRICT':
      return autoMtlsOf(view, namespace) || [...own, ...wide].some(isMutual) ? null : 'KIA0501';
    case 'DISABLE': {
      const first = own.map(ruleMode).find((mode) => sendsMtls(mode) || mode === 'DISABLE');
      const fires =
        first === undefined ? wide.some((rule) => sendsMtls(ruleMode(rule))) : first !== 'DISABLE';
      return fires ? 'KIA0505' : null;
    }
    default:
      return null;
  }
}

function isMutual(rule: DestinationRule): boolean {
  return ruleMode(rule) === 'ISTIO_MUTUAL';
}
