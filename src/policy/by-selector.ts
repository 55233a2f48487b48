import type { KubernetesObject } from '../model/kubernetes.ts';
import { isRecord } from './well-formed.ts';

/** Objects with a workload selector, to be found by the labels of a pod without a look at every object. */
export type BySelector<T extends KubernetesObject> = ReadonlyMap<string, readonly T[]>;

/** Files every object under its namespace and the first label it asks for. */
export function indexBySelector<T extends KubernetesObject>(objects: readonly T[]): BySelector<T> {
  const found = new Map<string, T[]>();
  for (const object of objects) {
    const [first] = Object.entries(selectorOf(object) ?? {});
    const key = keyFor(object.metadata?.namespace ?? '', first);
    const filed = found.get(key);
    if (filed) filed.push(object);
    else found.set(key, [object]);
  }
  return found;
}

/** The objects of a namespace that select a workload with these labels, in no order. Without a selector an object selects all. */
export function selecting<T extends KubernetesObject>(
  index: BySelector<T>,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): T[] {
  const keys = [keyFor(namespace), ...Object.entries(labels).map((label) => keyFor(namespace, label))];
  return keys
    .flatMap((key) => index.get(key) ?? [])
    .filter((object) =>
      Object.entries(selectorOf(object) ?? {}).every(([key, value]) => labels[key] === value),
    );
}

/** The labels that an object asks for; null when it has no selector. An empty one counts as none (istio-semantics 1.1). */
export function selectorOf(object: KubernetesObject): Record<string, unknown> | null {
  const spec = 'spec' in object && isRecord(object.spec) ? object.spec : {};
  // PeerAuthentication and AuthorizationPolicy have `selector.matchLabels`, Sidecar and EnvoyFilter `workloadSelector.labels`.
  const { selector, workloadSelector } = spec;
  const labels = isRecord(selector)
    ? selector['matchLabels']
    : isRecord(workloadSelector)
      ? workloadSelector['labels']
      : null;
  return isRecord(labels) && Object.keys(labels).length > 0 ? labels : null;
}

function keyFor(namespace: string, label?: [string, unknown]): string {
  return label ? `${namespace}/${label[0]}=${String(label[1])}` : namespace;
}
