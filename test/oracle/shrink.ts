/**
 * The smallest value that still shows a disagreement: leaves out array items and object keys below `value`, one after the other, for
 * as long as `fails` holds.
 */
export async function shrink<T>(value: T, fails: (candidate: T) => Promise<boolean>): Promise<T> {
  let best = value;
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const path of pathsOf(best)) {
      if (!exists(best, path)) continue;
      const candidate = without(best, path);
      if (!(await fails(candidate))) continue;
      best = candidate;
      shrunk = true;
    }
  }
  return best;
}

type Path = (string | number)[];

/** Keys that an object cannot do without. */
const KEPT = new Set([
  'id',
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  // The fake server's store gives an object without one the present time.
  'creationTimestamp',
  'spec',
  'status',
  'host',
  'podIP',
  'port',
  'targetPort',
]);

/** Paths of everything that may be left out; array items from the end, so that earlier paths stay right. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    const indices = value.map((_, index) => index).reverse();
    return indices.flatMap((index) => [[...at, index], ...pathsOf(value[index], [...at, index])]);
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const own: Path[] = at.length > 0 && !KEPT.has(key) ? [[...at, key]] : [];
    return [...own, ...pathsOf(inner, [...at, key])];
  });
}

function exists(value: unknown, path: Path): boolean {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !(step in inner)) return false;
    inner = (inner as Record<string, unknown>)[step];
  }
  return true;
}

function without<T>(value: T, path: Path): T {
  const copy = structuredClone(value);
  let inner: unknown = copy;
  for (const step of path.slice(0, -1)) inner = (inner as Record<string, unknown>)[step];
  const last = path.at(-1);
  if (Array.isArray(inner) && typeof last === 'number') inner.splice(last, 1);
  else if (last !== undefined) delete (inner as Record<string, unknown>)[last];
  return copy;
}
