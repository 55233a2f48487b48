import { type Fields, isFields } from './object.ts';

/** Lists that Kubernetes merges by a key instead of replacing (`patchMergeKey` of the API types). */
const MERGE_KEYS: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  ownerReferences: ['uid'],
  conditions: ['type'],
  tolerations: [],
};

/** Strategic merge patch: JSON merge patch, with the well-known lists merged by their key; `$patch: delete` removes. */
export function strategicMerge(target: unknown, patch: unknown, field = ''): unknown {
  if (Array.isArray(patch))
    return mergeList(Array.isArray(target) ? target : [], patch, MERGE_KEYS[field] ?? []);
  if (!isFields(patch)) return patch;
  const result: Fields = isFields(target) && patch.$patch !== 'replace' ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = strategicMerge(result[key], value, key);
  }
  return result;
}

function mergeList(target: unknown[], patch: unknown[], keys: readonly string[]): unknown[] {
  const key = keys.find((name) => patch.every((item) => isFields(item) && name in item));
  if (key === undefined) return patch;
  const result = [...target];
  for (const item of patch.filter(isFields)) {
    const at = result.findIndex((known) => isFields(known) && known[key] === item[key]);
    if (item.$patch === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) result[at] = strategicMerge(result[at], item);
    else result.push(strategicMerge({}, item));
  }
  return result;
}
