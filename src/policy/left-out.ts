import type { ResourceKind } from '../model/snapshot.ts';
import type { PolicyIndex } from './policy-index.ts';

/** One sentence about an object that was left out although it may take part; null when there is none. `places`: null for any namespace. */
export function leftOut(
  { malformed }: PolicyIndex,
  kinds: readonly ResourceKind[],
  places: readonly string[] | null,
): string | null {
  if (malformed.length === 0) return null;
  const wanted: readonly string[] = kinds;
  // One that does not even say its namespace may be of any.
  const found = malformed.find(
    ({ object: { kind, namespace } }) =>
      wanted.includes(kind) && (places === null || namespace === undefined || places.includes(namespace)),
  );
  if (!found) return null;
  const { kind, namespace, name } = found.object;
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`} ${found.why} and was left out`;
}
