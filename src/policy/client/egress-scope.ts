import type { Sidecar } from '../../model/istio.ts';
import { isRecord } from '../well-formed.ts';
import { covers, isWildcard } from './host.ts';
import { listOf, text, textsOf } from './untrusted.ts';

interface EgressHost {
  namespace: string;
  name: string;
  excluded: boolean;
}

/** One egress listener of a Sidecar. */
export interface EgressListener {
  /** Null: every port. */
  port: number | null;
  hosts: EgressHost[];
}

/** The egress listeners of a Sidecar; without any, one that imports everything (pilot/pkg/model/sidecar.go). */
export function egressOf(sidecar: Sidecar | null): EgressListener[] {
  const listeners = listOf(sidecar?.spec?.egress).map(({ port, hosts }) => {
    const { number, protocol } = isRecord(port) ? port : {};
    // A generic proxy listens on its port for all others.
    const generic = text(protocol).toUpperCase() === 'HTTP_PROXY';
    return {
      port: typeof number === 'number' && number !== 0 && !generic ? number : null,
      hosts: textsOf(hosts).flatMap(readHost),
    };
  });
  return listeners.length > 0 ? listeners : [{ port: null, hosts: readHost('*/*') }];
}

/** `namespace/name`. `~` before the namespace excludes (Istio 1.32); alone it excludes all, which is what older releases make of it too. */
function readHost(host: string): EgressHost[] {
  const [namespace, name, more] = host.split('/');
  if (namespace === undefined || name === undefined || more !== undefined) return [];
  const excluded = namespace.startsWith('~');
  return [{ namespace: excluded ? namespace.slice(1) || '*' : namespace, name, excluded }];
}

/** Whether a listener imports a Service of a namespace (istio-semantics 3.1; sidecar.go:selectServices). */
export function importsService(
  listener: EgressListener,
  clientNamespace: string,
  namespace: string,
  host: string,
): boolean {
  const hosts = hostsFor(listener, clientNamespace, namespace);
  return hosts.some(({ name, excluded }) => !excluded && covers(name, host)) && !isExcluded(hosts, host);
}

/** Whether a listener that imports a Service also imports another name of it: by the hosts of its namespace, else by those of all. */
export function importsAlias(
  listener: EgressListener,
  clientNamespace: string,
  namespace: string,
  host: string,
  alias: string,
): boolean {
  const hosts = hostsFor(listener, clientNamespace, namespace).filter(({ excluded }) => !excluded);
  const named = hosts.filter((entry) => entry.namespace !== '*');
  const deciding = named.some(({ name }) => covers(name, host))
    ? named
    : hosts.filter((entry) => entry.namespace === '*');
  return deciding.some(({ name }) => covers(name, alias));
}

/** Whether a listener names every host in full and its namespace: istiod then looks them up without regard to others. */
export function importsExactly(listener: EgressListener): boolean {
  return listener.hosts.every(
    ({ namespace, name, excluded }) => excluded || (namespace !== '*' && !isWildcard(name)),
  );
}

/** Whether a listener imports a VirtualService: a wildcard on either side will do (sidecar.go:VSMatches). */
export function importsRoutes(
  listener: EgressListener,
  clientNamespace: string,
  namespace: string,
  routed: readonly string[],
): boolean {
  const hosts = hostsFor(listener, clientNamespace, namespace);
  const imported = hosts.filter(({ excluded }) => !excluded);
  return routed.some(
    (host) =>
      imported.some(({ name }) => covers(name, host) || (isWildcard(host) && covers(host, name))) &&
      !isExcluded(hosts, host),
  );
}

function hostsFor(listener: EgressListener, clientNamespace: string, namespace: string): EgressHost[] {
  return listener.hosts.filter((host) => {
    const named = host.namespace === '.' ? clientNamespace : host.namespace;
    return named === '*' || named === namespace;
  });
}

function isExcluded(hosts: readonly EgressHost[], host: string): boolean {
  return hosts.some(({ name, excluded }) => excluded && covers(name, host));
}
