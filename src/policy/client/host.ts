/** Full name of a host in a DestinationRule: only a name without a dot gets the rule's namespace (istio-semantics 3.2). */
export function fullHost(host: string, namespace: string, domain: string): string {
  const literal = host === '' || host === '*' || host.includes('.') || host.includes(':');
  return literal ? host : `${host}.${namespace}.svc.${domain}`;
}

/** True for `*` and every host that begins with it; Istio knows wildcards only at the front. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** True when every name that `host` stands for is covered by `pattern` (istio `host.Name.SubsetOf`). */
export function covers(pattern: string, host: string): boolean {
  if (!isWildcard(pattern)) return pattern === host;
  if (!isWildcard(host)) return host.endsWith(pattern.slice(1));
  return host.length >= pattern.length && host.endsWith(pattern.slice(1));
}

/** The most specific of the hosts that covers a name: exact, else the longest wildcard, ties alphabetical (istio-semantics 3.2). */
export function mostSpecific(hosts: Iterable<string>, name: string): string | null {
  let best: string | null = null;
  for (const host of hosts) {
    if (host === name) return host;
    if (!isWildcard(host) || !covers(host, name)) continue;
    if (best === null || host.length > best.length || (host.length === best.length && host < best))
      best = host;
  }
  return best;
}
