import type { V1PodSpec } from '@kubernetes/client-node';
import type { PodPatch } from '../../model/pod-shape.ts';
import { isRecord } from '../../util/record.ts';

/**
 * A pod's spec with a patch that `patchProblem` let through: objects are merged, null takes a field away, lists are added to, and
 * containers go by their name, as in Kubernetes' strategic merge patch. Containers that the pod does not have are passed over.
 */
export function patched(spec: V1PodSpec, patch: PodPatch): V1PodSpec {
  const { containers: changes, ...fields } = patch;
  const byName = new Map(recordsOf(changes).map((change) => [change['name'], change]));
  const containers = spec.containers.map((one) => ({ ...one, ...merged(one, byName.get(one.name) ?? {}) }));
  return { ...spec, ...merged(spec, fields), containers };
}

function merged(target: object, patch: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    const known = result[key];
    // Absent from the JSON that is sent; deleted, it would come back from the object that is spread before.
    if (value === null) result[key] = undefined;
    else if (isRecord(value)) result[key] = merged(isRecord(known) ? known : {}, value);
    else result[key] = Array.isArray(value) && Array.isArray(known) ? [...known, ...value] : value;
  }
  return result;
}

function recordsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
