/** Where a value is a label, and no name of a namespace. */
const LABELS = ['labels', 'matchLabels', 'selector'];

/** The same objects with another name for one namespace: alone, in a host name, an identity or a `namespace/host` of a Sidecar. */
export function renamed<T>(value: T, from: string, to: string): T {
  const name = new RegExp(`(?<![^./])${from}(?![^./])`, 'g');
  return replace(value, name, to) as T;
}

function replace(value: unknown, name: RegExp, to: string): unknown {
  if (typeof value === 'string') return value.replace(name, to);
  if (Array.isArray(value)) return value.map((item) => replace(item, name, to));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [
    key,
    LABELS.includes(key) ? field : replace(field, name, to),
  ]);
  return Object.fromEntries(fields);
}
