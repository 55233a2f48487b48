import type { ClientPolicy, MeshSettings } from '../../model/policy.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { autoTls } from './auto-tls.ts';
import { autoTlsFacts } from './auto-tls-facts.ts';
import { effectiveTls } from './effective-tls.ts';
import { findRule, type RuleQuery } from './find-rule.ts';
import { hiddenService } from './hidden-service.ts';
import { rejectedRules } from './rejected-rules.ts';
import { ruleTls } from './rule-tls.ts';
import { rulesFor } from './rules-for.ts';
import { isSince } from './since.ts';
import { unsupportedRouting } from './unsupported-routing.ts';

/** The pod that dials. */
export interface MeshClient {
  namespace: string;
  labels: Record<string, string>;
}

/**
 * What a client's sidecar sends to one endpoint of a Service port (istio-semantics 3.1 to 3.4). Without an endpoint it says what
 * the Service port as a whole is set to.
 */
export function clientPolicy(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
): ClientPolicy {
  const hidden = hiddenService(index, mesh, client, target);
  if (hidden !== null) return { tls: 'plaintext', source: 'passthrough', rejected: [], ...hidden };

  const query: RuleQuery = {
    clientNamespace: client.namespace,
    clientLabels: client.labels,
    serviceNamespace: target.namespace,
    host: target.host,
    rootNamespace: mesh.rootNamespace,
    defaultExportTo: mesh.destinationRuleExportTo ?? ['*'],
    since124: isSince(mesh.version, 1, 24),
  };
  const rules = rulesFor(index, mesh, target);
  const choice = findRule(rules, query);
  const rule = effectiveTls(choice.entry, target.port, null);
  const unsupported = unsupportedRouting(index, mesh, target);
  const common = {
    rejected: rejectedRules(rules, query, choice),
    ...(unsupported !== null && { unsupported }),
  };
  if (rule.tls !== null && choice.entry !== null) {
    const decidedBy = choice.entry.policyFrom;
    return { ...ruleTls(rule.tls, choice.entry), source: 'destination-rule', decidedBy, ...common };
  }
  const source = mesh.autoMtls ? 'auto' : 'auto-off';
  return { ...autoTls(rule, autoTlsFacts(index, mesh, target, endpoint)), source, ...common };
}
