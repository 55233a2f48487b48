import type { DestinationRule, PeerAuthentication } from '../../model/istio.ts';
import type { Service } from '../../model/kubernetes.ts';
import { selects } from '../client/find-rule.ts';
import { textMap } from '../client/untrusted.ts';
import { serviceSelects } from '../service-selects.ts';
import { ownMode, ruleMode, sendsMtls } from './objects.ts';
import type { KialiStatus } from './status.ts';

interface WorkloadInputs {
  policies: readonly PeerAuthentication[];
  rules: readonly DestinationRule[];
  services: readonly Service[];
  domain: string;
}

/**
 * The status of a workload by its labels (kiali.md 1.6; util/mtls/status.go:WorkloadMtlsStatus): the first policy whose labels it has
 * decides, a PERMISSIVE one by the rules for the Services that it selects too.
 */
export function workloadStatus(
  namespace: string,
  labels: Readonly<Record<string, string>>,
  { policies, rules, services, domain }: WorkloadInputs,
): KialiStatus {
  for (const policy of policies) {
    const wanted = textMap(policy.spec?.selector?.matchLabels);
    if (policy.metadata?.namespace !== namespace || Object.keys(wanted).length === 0) continue;
    if (!selects(wanted, labels)) continue;
    const mode = ownMode(policy);
    if (mode === 'STRICT') return 'MTLS_ENABLED';
    if (mode === 'DISABLE') return 'MTLS_DISABLED';
    if (mode === 'PERMISSIVE') return byRules(namespace, wanted, { rules, services, domain });
  }
  return 'MTLS_NOT_ENABLED';
}

function byRules(
  namespace: string,
  wanted: Record<string, string>,
  { rules, services, domain }: Omit<WorkloadInputs, 'policies'>,
): KialiStatus {
  const found = services.filter(
    (service) => service.metadata?.namespace === namespace && serviceSelects(service, wanted),
  );
  for (const { metadata } of found) {
    const name = metadata?.name ?? '';
    const modes = rules
      .filter((rule) => namesOf(name, namespace, domain, rule).includes(rule.spec?.host ?? ''))
      .map(ruleMode);
    const deciding = modes.find((mode) => sendsMtls(mode) || mode === 'DISABLE');
    if (deciding !== undefined) return deciding === 'DISABLE' ? 'MTLS_DISABLED' : 'MTLS_ENABLED';
  }
  return 'MTLS_NOT_ENABLED';
}

/** The ways to write a Service's host in a rule; the short one means the rule's own namespace. */
function namesOf(name: string, namespace: string, domain: string, rule: DestinationRule): string[] {
  const short = rule.metadata?.namespace === namespace ? [name] : [];
  return [...short, `${name}.${namespace}`, `${name}.${namespace}.svc`, `${name}.${namespace}.${domain}`];
}
