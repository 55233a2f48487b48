import type { KubernetesObject, Pod } from '../../../model/kubernetes.ts';
import { selectorOf } from '../../by-selector.ts';
import { complaint, type KialiCheck } from '../check.ts';
import type { KialiView } from '../view.ts';

/** KIA0002, 0003 and 0004: PeerAuthentications and Sidecars that are in each other's way, or select nothing. */
export function selectorChecks({ index, policies, pods }: KialiView): KialiCheck[] {
  return [
    ...ofKind('PeerAuthentication', policies, pods, 'spec/selector'),
    ...ofKind('Sidecar', index.sidecars, pods, 'spec/workloadSelector'),
  ];
}

function ofKind(
  kind: string,
  objects: readonly KubernetesObject[],
  pods: readonly Pod[],
  path: string,
): KialiCheck[] {
  return objects.flatMap((object) => {
    const namespace = object.metadata?.namespace;
    const beside = objects.filter((other) => other !== object && other.metadata?.namespace === namespace);
    const selector = selectorOf(object);
    if (selector === null) {
      const more = beside.some((other) => selectorOf(other) === null);
      return more ? [complaint('KIA0002', kind, object, path)] : [];
    }
    const selected = pods.filter((pod) => pod.metadata?.namespace === namespace && matches(selector, pod));
    if (selected.length === 0) return [complaint('KIA0004', kind, object, path)];
    const rival = beside.some((other) => {
      const wanted = selectorOf(other);
      return wanted !== null && selected.some((pod) => matches(wanted, pod));
    });
    return rival ? [complaint('KIA0003', kind, object, path)] : [];
  });
}

function matches(selector: Record<string, unknown>, { metadata }: Pod): boolean {
  return Object.entries(selector).every(([key, value]) => metadata?.labels?.[key] === value);
}
