import type { KubernetesObject } from '../model/kubernetes.ts';
import { isRecord } from './well-formed.ts';

/** Objects with a workload selector, to be found by the labels of a pod without a look at every object. */
export type BySelector<T extends KubernetesObject> = ReadonlyMap<string, Filed<T>>;

interface Filed<T> {
  unselective: T[];
  /** By the first label asked for: name, then value. */
  selective: Map<string, Map<unknown, { object: T; rest: [string, unknown][] }[]>>;
}

/** Files every object under its namespace and the first label it asks for. */
export function indexBySelector<T extends KubernetesObject>(objects: readonly T[]): BySelector<T> {
  const found = new Map<string, Filed<T>>();
  for (const object of objects) {
    const namespace = object.metadata?.namespace ?? '';
    const filed: Filed<T> = found.get(namespace) ?? { unselective: [], selective: new Map() };
    found.set(namespace, filed);
    const [first, ...rest] = Object.entries(selectorOf(object) ?? {});
    if (!first) {
      filed.unselective.push(object);
      continue;
    }
    const [name, value] = first;
    const values = filed.selective.get(name) ?? new Map();
    filed.selective.set(name, values);
    const same = values.get(value);
    if (same) same.push({ object, rest });
    else values.set(value, [{ object, rest }]);
  }
  return found;
}

/** The objects of a namespace that select a workload with these labels, in no order. Without a selector an object selects all. */
export function selecting<T extends KubernetesObject>(
  index: BySelector<T>,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): T[] {
  const filed = index.get(namespace);
  if (!filed) return [];
  const found = [...filed.unselective];
  for (const [name, values] of filed.selective) {
    for (const { object, rest } of values.get(labels[name]) ?? []) {
      if (rest.every(([key, value]) => labels[key] === value)) found.push(object);
    }
  }
  return found;
}

/** The labels that an object asks for; null when it has no selector. An empty one counts as none (istio-semantics 1.1). */
export function selectorOf(object: KubernetesObject): Record<string, unknown> | null {
  const spec = 'spec' in object && isRecord(object.spec) ? object.spec : {};
  // PeerAuthentication and AuthorizationPolicy have `selector.matchLabels`, Sidecar and EnvoyFilter `workloadSelector.labels`,
  // NetworkPolicy `podSelector.matchLabels`, of which it may ask for more than labels.
  const { selector = spec['podSelector'], workloadSelector } = spec;
  const labels = isRecord(selector)
    ? selector['matchLabels']
    : isRecord(workloadSelector)
      ? workloadSelector['labels']
      : null;
  return isRecord(labels) && Object.keys(labels).length > 0 ? labels : null;
}
