import type { ServiceTarget } from '../../model/target.ts';

/** `cluster.local` of `name.namespace.svc.cluster.local`. */
export function domainOf({ host, service, namespace }: ServiceTarget): string {
  const prefix = `${service}.${namespace}.svc.`;
  return host.startsWith(prefix) ? host.slice(prefix.length) : 'cluster.local';
}
