import type { DestinationRule, PeerAuthentication } from '../../../model/istio.ts';
import { complaint, type KialiCheck, type KialiCode } from '../check.ts';
import { isMeshWide, isNamespaceWide, ruleMode, wideMode } from '../objects.ts';
import { autoMtlsOf, identityDomain, type KialiView, policiesIn, rootPolicies } from '../view.ts';

/** KIA0205 to 0208: DestinationRules for a whole mesh or namespace against the PeerAuthentications of the same width. */
export function destinationRuleChecks(view: KialiView): KialiCheck[] {
  return view.rules.flatMap((rule) => {
    const namespace = rule.metadata?.namespace ?? '';
    const code = isMeshWide(rule)
      ? ofMesh(view, rule, namespace)
      : isNamespaceWide(rule, namespace, identityDomain(view, namespace))
        ? ofNamespace(view, rule, namespace)
        : null;
    return code === null ? [] : [complaint(code, 'DestinationRule', rule, 'spec/trafficPolicy/tls/mode')];
  });
}

function ofMesh(view: KialiView, rule: DestinationRule, namespace: string): KialiCode | null {
  const modes = modesOf(rootPolicies(view, namespace));
  if (ruleMode(rule) === 'ISTIO_MUTUAL')
    return autoMtlsOf(view, namespace) || modes.some(enables) ? null : 'KIA0205';
  return ruleMode(rule) === 'DISABLE' && modes.includes('STRICT') ? 'KIA0208' : null;
}

function ofNamespace(view: KialiView, rule: DestinationRule, namespace: string): KialiCode | null {
  const own = modesOf(policiesIn(view, namespace));
  const root = modesOf(rootPolicies(view, namespace));
  if (ruleMode(rule) === 'ISTIO_MUTUAL')
    return autoMtlsOf(view, namespace) || [...own, ...root].some(enables) ? null : 'KIA0206';
  if (ruleMode(rule) !== 'DISABLE') return null;
  if (own.find(enables) === 'STRICT') return 'KIA0207';
  const silent = !own.some((mode) => enables(mode) || mode === 'DISABLE');
  return silent && root.includes('STRICT') ? 'KIA0208' : null;
}

function modesOf(policies: readonly PeerAuthentication[]): string[] {
  return policies.map(wideMode);
}

function enables(mode: string): boolean {
  return mode === 'STRICT' || mode === 'PERMISSIVE';
}
