import type { NetworkPolicy } from '../../model/istio.ts';
import type { NetworkDoubt } from '../../model/prediction.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { compare } from '../../util/compare.ts';
import { allOf, anyOf, type Match } from '../match.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import { type Direction, isolating, reference } from './isolating.ts';
import { matchPeer, type NetworkEnd } from './peer.ts';
import { type Listener, matchPort } from './port.ts';

/** Policies named in one sentence. */
const NAMED = 3;

/**
 * What NetworkPolicies say about one direction of a connection; null when it is surely let through. The rules of all policies that
 * select the pod add up, and what none of them lets through is denied (networking.k8s.io/v1).
 */
export function networkDoubt(
  index: PolicyIndex,
  direction: Direction,
  subject: NetworkEnd,
  other: NetworkEnd | null,
  listener: Listener,
): NetworkDoubt | null {
  if (subject.namespace === null) return null;
  const { sure, unsure } = isolating(index, subject, direction);
  if (sure.length === 0 && unsure.length === 0) return null;
  const answer = anyOf(sure.map((policy) => lets(index, policy, direction, other, listener)));
  if (answer === 'yes') return null;
  if (sure.length === 0) return doubt('unknown', unsure, 'could not be read in full and may take part');
  const policies = sure.map(reference);
  // Whether one more policy isolates a pod makes no difference, but it may let something through that the others do not.
  if (answer === 'maybe' || unsure.length > 0)
    return doubt('unknown', [...policies, ...unsure], 'may or may not let it through');
  if (subject.hostNetwork)
    return doubt('unknown', policies, 'may or may not hold for a pod on the host network');
  return doubt('denied', policies, 'does not let it through');
}

/** Whether a rule of a policy lets a connection through; `other` is null where only the port is known. */
function lets(
  index: PolicyIndex,
  { metadata, spec }: NetworkPolicy,
  direction: Direction,
  other: NetworkEnd | null,
  listener: Listener,
): Match {
  const rules: unknown = spec?.[direction];
  if (!Array.isArray(rules)) return 'no';
  return anyOf(
    rules.map((rule: unknown): Match => {
      if (!isRecord(rule)) return 'maybe';
      const { from, to, ports } = rule;
      const peers = direction === 'ingress' ? from : to;
      return allOf([
        clause(peers, (peer) =>
          other === null ? 'maybe' : matchPeer(peer, metadata?.namespace ?? '', other, index.namespaceByName),
        ),
        clause(ports, (port) => matchPort(port, listener)),
      ]);
    }),
  );
}

/** An empty or absent list names everything. */
function clause(list: unknown, match: (entry: unknown) => Match): Match {
  if (list === undefined || list === null) return 'yes';
  if (!Array.isArray(list)) return 'maybe';
  return list.length === 0 ? 'yes' : anyOf(list.map(match));
}

function doubt(access: NetworkDoubt['access'], found: ObjectReference[], what: string): NetworkDoubt {
  const names = found.map(({ namespace, name }) => `${namespace}/${name}`).toSorted(compare);
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const policies = found.toSorted((a, b) => compare(a.name, b.name));
  return { access, policies, reason: `NetworkPolicy ${names.slice(0, NAMED).join(', ')}${more} ${what}` };
}
