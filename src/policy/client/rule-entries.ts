import type { ObjectReference, RejectedObject } from '../../model/reference.ts';
import { compare } from '../../util/compare.ts';
import type { Policy, Rule, Subset } from './rule.ts';

/** One or more DestinationRules for one host in one namespace, merged as istiod merges them. */
export interface RuleEntry {
  namespace: string;
  host: string;
  selector: Record<string, string> | null;
  exportTo: ReadonlySet<string>;
  policy: Policy | null;
  /** The rule whose trafficPolicy is `policy`; else the first rule. */
  policyFrom: ObjectReference;
  subsets: Subset[];
  from: ObjectReference[];
  /** Rules that went in and lost something. */
  lost: RejectedObject[];
}

/** Order in which istiod merges: rules with a workloadSelector first, then the oldest, then by name (istio-semantics 3.2). */
export function inMergeOrder(a: Rule, b: Rule): number {
  return (
    Number(a.selector === null) - Number(b.selector === null) ||
    compare(a.created, b.created) ||
    compare(a.reference.name, b.reference.name) ||
    compare(a.namespace, b.namespace)
  );
}

/**
 * Merges rules of one namespace by host (istio-semantics 3.2; pilot/pkg/model/destination_rule.go:mergeDestinationRule).
 * `byExportTo`: Istio 1.24 and later also compare exportTo, where "not set" equals only "not set".
 */
export function ruleEntries(rules: readonly Rule[], byExportTo: boolean): Map<string, RuleEntry[]> {
  const entries = new Map<string, RuleEntry[]>();
  for (const rule of rules) {
    const known = entries.get(rule.host);
    if (known === undefined) {
      entries.set(rule.host, [entryOf(rule)]);
    } else if (mergeInto(known, rule, byExportTo)) {
      known.push(entryOf(rule));
    }
  }
  return entries;
}

/** Merges a rule into the entries that take it; true when it must also stand for itself. */
function mergeInto(entries: RuleEntry[], rule: Rule, byExportTo: boolean): boolean {
  let separate = true;
  for (const entry of entries) {
    if (byExportTo) {
      const same = equalSets(rule.exportTo, entry.exportTo);
      separate = !same;
      const wider = entry.exportTo.size > 0 && [...entry.exportTo].every((to) => rule.exportTo.has(to));
      if (!same && !wider) continue;
    }
    const alike = (rule.selector === null) === (entry.selector === null);
    if (rule.selector !== null && entry.selector !== null && !equalLabels(rule.selector, entry.selector)) {
      separate = true;
      continue;
    }
    if (alike) separate = false;
    merge(entry, rule);
  }
  return separate;
}

function merge(entry: RuleEntry, rule: Rule): void {
  const names = new Set(entry.subsets.map((subset) => subset.name));
  entry.subsets.push(...rule.subsets.filter((subset) => !names.has(subset.name)));
  const winner = entry.policyFrom.name;
  entry.from.push(rule.reference);
  if (entry.policy === null && rule.policy !== null) {
    entry.policy = rule.policy;
    entry.policyFrom = rule.reference;
    return;
  }
  if (rule.policy === null) return;
  entry.lost.push({
    object: rule.reference,
    why: `Its trafficPolicy is dropped: DestinationRule ${winner} for the same host comes first and has one.`,
  });
}

function entryOf(rule: Rule): RuleEntry {
  const { namespace, host, selector, exportTo, policy, reference } = rule;
  const subsets = [...rule.subsets];
  return {
    namespace,
    host,
    selector,
    exportTo,
    policy,
    policyFrom: reference,
    subsets,
    from: [reference],
    lost: [],
  };
}

function equalSets(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}

function equalLabels(a: Record<string, string>, b: Record<string, string>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
