/** The type of a field, as data. `[X]` is a list, `{ map }` an object with free keys, `{ fields }` one with fixed ones. */
export type Shape =
  | 'string'
  | 'int'
  | 'boolean'
  | 'quantity'
  | 'int-or-string'
  | 'any'
  | readonly [Shape]
  | { readonly map: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/** Names of string fields to shapes, for the many fields that are plain strings. */
export function strings(...names: string[]): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, 'string']));
}
