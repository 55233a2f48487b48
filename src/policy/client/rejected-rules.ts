import type { RejectedObject } from '../../model/reference.ts';
import { isExported, isLocal, isPrivate, type RuleChoice, type RuleQuery, selects } from './find-rule.ts';
import { covers } from './host.ts';
import type { Rule } from './rule.ts';

const PLACES = {
  client: 'the client’s namespace',
  service: 'the Service’s namespace',
  root: 'the root namespace',
} as const;

/** Says of every DestinationRule that covers the host and did not win why it lost (istio-semantics 3.2). */
export function rejectedRules(
  rules: readonly Rule[],
  query: RuleQuery,
  choice: RuleChoice,
): RejectedObject[] {
  const won = new Set(choice.entry?.from.map(({ name }) => name));
  const losers = rules.filter(
    (rule) =>
      covers(rule.host, query.host) &&
      !(rule.namespace === choice.entry?.namespace && won.has(rule.reference.name)),
  );
  const found = losers.map((rule) => ({ object: rule.reference, why: why(rule, query, choice) }));
  return [...(choice.entry?.lost ?? []), ...found].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function why(rule: Rule, query: RuleQuery, { entry, place }: RuleChoice): string {
  const { clientNamespace, serviceNamespace, rootNamespace } = query;
  if (![clientNamespace, serviceNamespace, rootNamespace].includes(rule.namespace)) {
    return `Namespace ${rule.namespace} is never looked at: only the client’s, the Service’s and the root namespace are.`;
  }
  if (rule.namespace !== clientNamespace && isPrivate(rule, query)) {
    return 'It is exported to its own namespace only.';
  }
  if (rule.namespace === clientNamespace && clientNamespace !== rootNamespace && !isLocal(rule)) {
    return 'It is not exported to its own namespace, where the client is.';
  }
  if (rule.namespace !== clientNamespace && !isExported(rule.exportTo, clientNamespace)) {
    return `It is not exported to namespace ${clientNamespace}.`;
  }
  if (rule.selector !== null && !selects(rule.selector, query.clientLabels)) {
    return 'Its workloadSelector does not match the client.';
  }
  if (place !== null && entry?.namespace !== rule.namespace) {
    return `${winner(entry)} in ${PLACES[place]} comes first.`;
  }
  if (entry !== null && entry.host !== rule.host) {
    return `${winner(entry)} has the more specific host ${entry.host}.`;
  }
  if (entry?.selector) return `${winner(entry)} selects the client by its workloadSelector.`;
  return `${winner(entry)} for the same host is used instead; the two are not merged.`;
}

function winner(entry: RuleChoice['entry']): string {
  return entry === null
    ? 'Another rule that does not apply to the client'
    : `DestinationRule ${entry.policyFrom.name}`;
}

function key({ object }: RejectedObject): string {
  return `${object.namespace}/${object.name}`;
}
