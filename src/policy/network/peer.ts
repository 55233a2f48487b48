import type { Namespace } from '../../model/kubernetes.ts';
import { selectorMatches } from '../../util/label-selector.ts';
import { allOf, anyOf, type Match } from '../match.ts';
import { isRecord } from '../well-formed.ts';
import { inBlock } from './ip-block.ts';

/** One end of a connection, as a NetworkPolicy sees it. */
export interface NetworkEnd {
  /** Null where the end is no pod of this cluster. */
  namespace: string | null;
  labels: Readonly<Record<string, string>>;
  /** Null where the pod does not exist yet. */
  ip: string | null;
  /** Most plugins take such a pod for its node (Kubernetes' page on NetworkPolicy). */
  hostNetwork: boolean;
}

/** Whether an entry of `from` or `to` covers the other end of a connection (NetworkPolicyPeer of networking.k8s.io/v1). */
export function matchPeer(
  peer: unknown,
  home: string,
  other: NetworkEnd,
  namespaces: ReadonlyMap<string, Namespace>,
): Match {
  if (!isRecord(peer)) return 'maybe';
  const { ipBlock = null, podSelector = null, namespaceSelector = null } = peer;
  if (ipBlock !== null) return matchBlock(ipBlock, other);
  if (podSelector === null && namespaceSelector === null) return 'maybe';
  if (other.namespace === null) return 'no';
  const labels = {
    'kubernetes.io/metadata.name': other.namespace,
    ...namespaces.get(other.namespace)?.metadata?.labels,
  };
  const place =
    namespaceSelector === null
      ? answer(other.namespace === home)
      : matchNamespace(namespaceSelector, labels, namespaces.has(other.namespace));
  const found = allOf([place, podSelector === null ? 'yes' : matchSelector(podSelector, other.labels)]);
  return found === 'yes' && other.hostNetwork ? 'maybe' : found;
}

/** A label selector whose operators are known; `maybe` for one that the API server would refuse. */
export function matchSelector(selector: unknown, labels: Readonly<Record<string, string>>): Match {
  if (!isRecord(selector)) return 'maybe';
  const { matchLabels, matchExpressions } = selector;
  const known =
    (matchLabels === undefined || isRecord(matchLabels)) &&
    (matchExpressions === undefined ||
      (Array.isArray(matchExpressions) && matchExpressions.every(isExpression)));
  return known ? answer(selectorMatches(selector, labels)) : 'maybe';
}

function isExpression(value: unknown): boolean {
  if (!isRecord(value) || typeof value['key'] !== 'string') return false;
  const { operator, values } = value;
  if (operator === 'Exists' || operator === 'DoesNotExist') return true;
  return (operator === 'In' || operator === 'NotIn') && Array.isArray(values);
}

/** Where namespaces may not be listed, only the label that every namespace has is known. */
function matchNamespace(selector: unknown, labels: Record<string, string>, listed: boolean): Match {
  const found = matchSelector(selector, labels);
  const text = JSON.stringify(selector);
  return listed ||
    text === '{}' ||
    /^\{"matchLabels":\{"kubernetes.io\/metadata.name":"[^"]*"\}\}$/.test(text)
    ? found
    : 'maybe';
}

/** Whether a block that contains the address of a pod covers the pod differs between plugins: Calico's does, Cilium's does not. */
function matchBlock(block: unknown, { ip, namespace }: NetworkEnd): Match {
  if (!isRecord(block) || typeof block['cidr'] !== 'string') return 'maybe';
  if (ip === null) return 'maybe';
  const except: unknown[] = Array.isArray(block['except']) ? block['except'] : [];
  const inside = contains(block['cidr'], ip);
  const taken = anyOf(except.map((entry) => contains(entry, ip)));
  const found = allOf([inside, taken === 'yes' ? 'no' : taken === 'no' ? 'yes' : 'maybe']);
  return found === 'yes' && namespace !== null ? 'maybe' : found;
}

function contains(cidr: unknown, ip: string): Match {
  const found = typeof cidr === 'string' ? inBlock(cidr, ip) : null;
  return found === null ? 'maybe' : answer(found);
}

function answer(value: boolean): Match {
  return value ? 'yes' : 'no';
}
