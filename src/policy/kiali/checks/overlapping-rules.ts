import type { DestinationRule } from '../../../model/istio.ts';
import { covers } from '../../client/host.ts';
import { listOf, text } from '../../client/untrusted.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { importsRulesOf } from '../import-scope.ts';
import { isMeshWide, isNamespaceWide, ruleMode } from '../objects.ts';
import { fullHostIn, identityDomain, type KialiView, visibleRules } from '../view.ts';

/** KIA0201: two rules for one host and subset; those that set mTLS for a mesh or their namespace stand beside others. */
export function overlappingRuleChecks(view: KialiView): KialiCheck[] {
  return view.rules.flatMap((rule) => {
    if (setsWidely(view, rule)) return [];
    const namespace = rule.metadata?.namespace ?? '';
    const fires = visibleRules(view, namespace).some(
      (other) =>
        other !== rule &&
        !setsWidely(view, other) &&
        importsRulesOf(view, namespace, other.metadata?.namespace ?? '') &&
        sameHost(view, rule, other) &&
        sameSubset(rule, other),
    );
    return fires ? [complaint('KIA0201', 'DestinationRule', rule, 'spec/host')] : [];
  });
}

function setsWidely(view: KialiView, rule: DestinationRule): boolean {
  const namespace = rule.metadata?.namespace ?? '';
  if (ruleMode(rule) !== 'ISTIO_MUTUAL') return false;
  return isMeshWide(rule) || isNamespaceWide(rule, namespace, identityDomain(view, namespace));
}

function sameHost(view: KialiView, a: DestinationRule, b: DestinationRule): boolean {
  const [one, other] = [hostOf(view, a), hostOf(view, b)];
  return covers(one, other) || covers(other, one);
}

function hostOf(view: KialiView, { metadata, spec }: DestinationRule): string {
  return fullHostIn(view, spec?.host, metadata?.namespace ?? '');
}

/** A rule without subsets is for all of them. */
function sameSubset(a: DestinationRule, b: DestinationRule): boolean {
  const [one, other] = [a, b].map(({ spec }) => listOf(spec?.subsets).map(({ name }) => text(name)));
  if (!one?.length || !other?.length) return true;
  return one.some((name) => other.includes(name));
}
