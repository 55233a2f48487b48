import { mostSpecific } from './host.ts';
import type { Rule } from './rule.ts';
import { inMergeOrder, type RuleEntry, ruleEntries } from './rule-entries.ts';

/** Who asks for a rule, and for which Service. */
export interface RuleQuery {
  clientNamespace: string;
  clientLabels: Record<string, string>;
  serviceNamespace: string;
  host: string;
  rootNamespace: string;
  /** Mesh-wide `defaultDestinationRuleExportTo`. */
  defaultExportTo: readonly string[];
  /** Istio 1.24 and later: a look-up that finds only hidden rules goes on to the root namespace. */
  since124: boolean;
  /** Rules are merged by exportTo. */
  mergesByExportTo: boolean;
  /** Istio 1.20.0 and 1.20.1: a rule that names its own namespace is private, whatever other namespaces it names. */
  ownNameIsPrivate: boolean;
}

/** The namespaces that a look-up consults, in order (istio-semantics 3.2). */
export type Place = 'client' | 'service' | 'root';

export interface RuleChoice {
  /** Null: no rule applies. */
  entry: RuleEntry | null;
  /** Where the search ended; null when no place had a matching host. */
  place: Place | null;
}

/**
 * The rule for one client and Service: the client's namespace, then the Service's, then the root namespace, each with its most
 * specific host (istio-semantics 3.2; pilot/pkg/model/push_context.go:destinationRule).
 */
export function findRule(rules: readonly Rule[], query: RuleQuery): RuleChoice {
  const sorted = [...rules].sort(inMergeOrder);
  const own = query.clientNamespace;
  const entriesAt = (namespace: string, keep: (rule: Rule) => boolean) =>
    bestEntries(
      sorted.filter((rule) => rule.namespace === namespace && keep(rule)),
      query,
    );

  const local =
    own === query.rootNamespace ? entriesAt(own, (rule) => isPrivate(rule, query)) : entriesAt(own, isLocal);
  if (local !== null) return { entry: pick(local, query), place: 'client' };

  const places: [Place, string][] = [
    ['service', query.serviceNamespace],
    ['root', query.rootNamespace],
  ];
  for (const [place, namespace] of places) {
    const found = entriesAt(namespace, (rule) => !isPrivate(rule, query));
    if (found === null) continue;
    const exported = found.filter((entry) => isExported(entry.exportTo, own));
    if (exported.length > 0) return { entry: pick(exported, query), place };
    if (!query.since124) return { entry: null, place };
  }
  return { entry: null, place: null };
}

/** True for a rule that clients of its own namespace see. */
export function isLocal(rule: Rule): boolean {
  const to = rule.exportTo;
  return to.size === 0 || to.has('*') || to.has('.') || to.has(rule.namespace);
}

/** True for a rule that only clients of its own namespace see. */
export function isPrivate(
  rule: Rule,
  query: Pick<RuleQuery, 'defaultExportTo' | 'ownNameIsPrivate'>,
): boolean {
  const to = rule.exportTo;
  if (to.size === 0) return query.defaultExportTo.includes('.');
  if (query.ownNameIsPrivate && to.has(rule.namespace)) return true;
  return to.size === 1 && (to.has('.') || to.has(rule.namespace));
}

/** True when a set of exportTo lets clients of a namespace see the rule. */
export function isExported(exportTo: ReadonlySet<string>, namespace: string): boolean {
  return exportTo.size === 0 || exportTo.has('*') || exportTo.has(namespace);
}

/** True when every label of a selector is on the pod. */
export function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function bestEntries(rules: readonly Rule[], query: RuleQuery): RuleEntry[] | null {
  const best = mostSpecific(
    rules.map((rule) => rule.host),
    query.host,
  );
  if (best === null) return null;
  const same = rules.filter((rule) => rule.host === best);
  return ruleEntries(same, query.mergesByExportTo).get(best) ?? null;
}

/** The first entry whose workloadSelector fits, else the last without one, else none (pilot/pkg/model/sidecar.go:DestinationRule). */
function pick(entries: readonly RuleEntry[], query: RuleQuery): RuleEntry | null {
  const selected = entries.find(
    ({ selector, namespace }) =>
      selector !== null && namespace === query.clientNamespace && selects(selector, query.clientLabels),
  );
  return selected ?? entries.findLast(({ selector }) => selector === null) ?? null;
}
