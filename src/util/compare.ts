/** Order of two texts by code unit, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const BY_NUMBER = new Intl.Collator('en', { numeric: true });

/** Order of two texts with the numbers in them by their value: 10.0.0.2 before 10.0.0.10. */
export function compareNumbers(a: string, b: string): number {
  return BY_NUMBER.compare(a, b) || compare(a, b);
}
