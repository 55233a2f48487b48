import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { inRevision } from './in-revision.ts';
import { readRule } from './rule.ts';
import { inMergeOrder, ruleEntries } from './rule-entries.ts';
import { mergesByExportTo } from './since.ts';

/** DestinationRules that lose their trafficPolicy to an older one for the same host (istio-semantics 3.2). */
export function mergeFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  const found: Finding[] = [];
  for (const objects of index.destinationRulesByNamespace.values()) {
    const rules = objects
      .filter((object) => inRevision(object, mesh))
      .map((object) => readRule(object, domain));
    const entries = ruleEntries(rules.sort(inMergeOrder), mergesByExportTo(mesh));
    for (const entry of [...entries.values()].flat()) {
      for (const { object, why } of entry.lost) {
        found.push({
          code: 'MTLS203',
          objects: [object, entry.policyFrom],
          detail: `For host ${entry.host}: ${why}`,
        });
      }
    }
  }
  return found;
}
