/** Pairs of the items at the same place of two lists; an error where the second is shorter. */
export function zip<A, B>(left: readonly A[], right: readonly B[]): [A, B][] {
  const others = right.values();
  return left.map((item): [A, B] => {
    const next = others.next();
    if (next.done) throw new Error(`${left.length} and ${right.length} items do not pair`);
    return [item, next.value];
  });
}
