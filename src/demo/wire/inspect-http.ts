const LONGEST_METHOD = 20;
/** A first line that is longer is not waited for. */
const LONGEST_LINE = 8192;

/**
 * The first bytes as Envoy's HTTP inspector sees them (istio-semantics 2.2): it waits for the end of the first line, or for
 * the first byte that cannot be in one. HTTP/1.0 counts as other: no filter chain asks for it.
 */
export function inspectHttp(bytes: Buffer): 'http' | 'more' | 'other' {
  const text = bytes.toString('latin1', 0, LONGEST_LINE);
  const end = text.indexOf('\n');
  if (end >= 0) return /^[A-Z-]+ \S+ HTTP\/1\.1\r?$/.test(text.slice(0, end)) ? 'http' : 'other';
  if (text.length >= LONGEST_LINE) return 'other';
  const [method = '', ...rest] = text.split(' ');
  const possible = /^[A-Z-]*$/.test(method) && (rest.length > 0 || method.length <= LONGEST_METHOD);
  return possible ? 'more' : 'other';
}
