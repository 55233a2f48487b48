import type { Pod } from '../../model/kubernetes.ts';
import { firstVersion, imageTag } from './istio-version.ts';

/** The newest version among the proxies of a revision: no istiod is older than its proxies for long. Null where none tells. */
export function newestProxy(pods: readonly Pod[], revision: string): string | null {
  let newest: string | null = null;
  for (const pod of pods) {
    if (pod?.metadata?.annotations?.['istio.io/rev'] !== revision) continue;
    const found = proxyVersion(pod);
    if (found !== null && (newest === null || rank(found) > rank(newest))) newest = found;
  }
  return newest;
}

/** The version of a pod's proxy, from the tag of its image. */
function proxyVersion({ spec }: Pod): string | null {
  const lists: unknown[] = [spec?.initContainers, spec?.containers];
  const containers = lists.flatMap((list) => (Array.isArray(list) ? list : []));
  const proxy = containers.find((container) => container?.name === 'istio-proxy');
  return firstVersion([imageTag(proxy?.image)]);
}

/** Orders versions by their first three numbers. */
function rank(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return (major * 1000 + minor) * 1000 + patch;
}
