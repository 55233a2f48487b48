/** Distinct texts, sorted, in one. */
export function joined(texts: Iterable<string>): string {
  return [...new Set(texts)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(' ');
}
