const MAX_NAMES = 8;
/** All names together; keeps a line of the log short. Longest SPIFFE id that Istio makes: about 600. */
const MAX_LENGTH = 3000;

/**
 * URI names of a subjectAltName as Node prints it: `URI:spiffe://…, DNS:x`, where a value with a comma, a quote or a
 * control character is a JSON string. Names with other than printable ASCII, or too long, are left out rather than cut.
 */
export function uriNames(subjectAltName: string): string[] {
  const names: string[] = [];
  let length = 0;
  for (const [, kind, quoted, plain] of subjectAltName.matchAll(
    /(?:^|, )([^:,"]+):(?:("(?:[^"\\]|\\.)*")|([^,"]*))/g,
  )) {
    if (kind !== 'URI') continue;
    const name = quoted === undefined ? plain : unquote(quoted);
    if (!name || !/^[\x20-\x7e]+$/.test(name)) continue;
    length += name.length;
    if (names.length === MAX_NAMES || length > MAX_LENGTH) break;
    names.push(name);
  }
  return names;
}

function unquote(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
