import type { MeshSettings } from '../../model/policy.ts';
import type { RejectedObject } from '../../model/reference.ts';
import type { ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { MeshClient } from './client-policy.ts';
import { findRule, type RuleQuery } from './find-rule.ts';
import { rejectedRules } from './rejected-rules.ts';
import type { RuleEntry } from './rule-entries.ts';
import { rulesFor } from './rules-for.ts';
import { isSince, mergesByExportTo } from './since.ts';

/** The DestinationRule that holds for a client and a Service, merged, and those that lost (istio-semantics 3.2). */
export function ruleFor(
  index: PolicyIndex,
  mesh: MeshSettings,
  client: MeshClient,
  target: ServiceTarget,
): { entry: RuleEntry | null; rejected: RejectedObject[] } {
  const query: RuleQuery = {
    clientNamespace: client.namespace,
    clientLabels: client.labels,
    serviceNamespace: target.namespace,
    host: target.host,
    rootNamespace: mesh.rootNamespace,
    defaultExportTo: mesh.destinationRuleExportTo ?? ['*'],
    since124: isSince(mesh.version, 1, 24),
    mergesByExportTo: mergesByExportTo(mesh),
    ownNameIsPrivate: /^v?1\.20\.[01](?!\d)/.test(mesh.version ?? ''),
  };
  const rules = rulesFor(index, mesh, target);
  const choice = findRule(rules, query);
  return { entry: choice.entry, rejected: rejectedRules(rules, query, choice) };
}
