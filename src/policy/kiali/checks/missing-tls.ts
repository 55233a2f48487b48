import type { DestinationRule } from '../../../model/istio.ts';
import { listOf, text } from '../../client/untrusted.ts';
import { isRecord } from '../../well-formed.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { importsRulesOf } from '../import-scope.ts';
import { isMeshWide, ruleMode } from '../objects.ts';
import { fullHostIn, identityDomain, type KialiView, visibleRules } from '../view.ts';

/** KIA0204: a rule without TLS settings replaces a wider one that sets ISTIO_MUTUAL for the same host. */
export function missingTlsChecks(view: KialiView): KialiCheck[] {
  return view.rules.flatMap((rule) => {
    if (setsTls(rule)) return [];
    const namespace = rule.metadata?.namespace ?? '';
    const wider = visibleRules(view, namespace).filter(
      (other) =>
        other !== rule &&
        ruleMode(other) === 'ISTIO_MUTUAL' &&
        importsRulesOf(view, namespace, other.metadata?.namespace ?? ''),
    );
    const fires = wider.some((other) => isMeshWide(other) || coversHost(view, other, rule));
    return fires ? [complaint('KIA0204', 'DestinationRule', rule, 'spec/trafficPolicy')] : [];
  });
}

/** At the top or at a port; subsets are not looked at. */
function setsTls({ spec }: DestinationRule): boolean {
  const policy: unknown = spec?.trafficPolicy;
  if (!isRecord(policy)) return false;
  return [policy, ...listOf(policy['portLevelSettings'])].some(({ tls }) => isRecord(tls));
}

/** The wider rule names the Service, or all Services of its namespace. */
function coversHost(view: KialiView, wider: DestinationRule, rule: DestinationRule): boolean {
  const namespace = rule.metadata?.namespace ?? '';
  const domain = identityDomain(view, namespace);
  const host = fullHostIn(view, rule.spec?.host, namespace);
  const parent = `*${host.slice(host.indexOf('.'))}`;
  const other = text(wider.spec?.host);
  return other === host || (other === parent && parent.endsWith(`.${domain}`));
}
