import type { Sidecar } from '../../model/istio.ts';
import { isRecord } from '../well-formed.ts';
import { covers } from './host.ts';
import { listOf, text, textsOf } from './untrusted.ts';

export interface ScopeQuery {
  clientNamespace: string;
  serviceNamespace: string;
  host: string;
  port: number;
}

/** True when the egress listeners of a Sidecar import a Service port (istio-semantics 3.1; pilot/pkg/model/sidecar.go:selectServices). */
export function isImported(sidecar: Sidecar | null, query: ScopeQuery): boolean {
  const egress = listOf(sidecar?.spec?.egress);
  if (egress.length === 0) return true;
  return egress.some(({ port, hosts }) => {
    const { number, protocol } = isRecord(port) ? port : {};
    const generic = text(protocol).toUpperCase() === 'HTTP_PROXY';
    if (typeof number === 'number' && !generic && number !== query.port) return false;
    return hostsImport(textsOf(hosts).map(readHost), query);
  });
}

interface EgressHost {
  namespace: string;
  name: string;
  excluded: boolean;
}

/** `namespace/name`. `~` before the namespace excludes (Istio 1.32); alone it excludes all, which is what older releases make of it too. */
function readHost(host: string): EgressHost | null {
  const [namespace, name, more] = host.split('/');
  if (namespace === undefined || name === undefined || more !== undefined) return null;
  const excluded = namespace.startsWith('~');
  return { namespace: excluded ? namespace.slice(1) || '*' : namespace, name, excluded };
}

function hostsImport(hosts: readonly (EgressHost | null)[], query: ScopeQuery): boolean {
  const matching = hosts.filter((host): host is EgressHost => {
    if (host === null) return false;
    const namespace = host.namespace === '.' ? query.clientNamespace : host.namespace;
    return (namespace === '*' || namespace === query.serviceNamespace) && covers(host.name, query.host);
  });
  return matching.length > 0 && matching.every((host) => !host.excluded);
}
