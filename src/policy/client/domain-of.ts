import type { ServiceTarget } from '../../model/target.ts';

/** `cluster.local` of `name.namespace.svc.cluster.local`. */
export function domainOf({ host, service, namespace, entry }: ServiceTarget): string {
  if (entry) return entry.domain;
  const prefix = `${service}.${namespace}.svc.`;
  return host.startsWith(prefix) ? host.slice(prefix.length) : 'cluster.local';
}
