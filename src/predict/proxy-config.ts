import { parse } from 'yaml';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { isRecord } from '../util/record.ts';
import { envOf, proxyContainer } from './data-plane.ts';

/**
 * A setting of a pod's proxy: what its container was started with, which is what injection made of annotation, ProxyConfig and mesh;
 * else the annotation proxy.istio.io/config, else the mesh's default (istio-semantics 4.2). `field`: a field of ProxyConfig; other
 * names are keys of its proxyMetadata.
 */
export function proxySetting(
  pod: Pod,
  mesh: Pick<MeshSettings, 'proxyDefaults'> | null,
  variable: string,
  field?: string,
): string | undefined {
  const started = envOf(proxyContainer(pod), variable);
  if (started !== undefined) return started;
  const annotated = pod.metadata?.annotations?.['proxy.istio.io/config'];
  // Most annotations are about other things, and reading them is dear.
  const named = annotated?.includes(field ?? variable) || annotated?.includes(variable);
  for (const config of [named && annotated ? parsed(annotated) : {}, mesh?.proxyDefaults ?? {}]) {
    const metadata = isRecord(config['proxyMetadata']) ? config['proxyMetadata'] : {};
    const value = (field === undefined ? undefined : config[field]) ?? metadata[variable];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const found: unknown = parse(text.slice(0, 20_000), { maxAliasCount: 20 });
    return isRecord(found) ? found : {};
  } catch {
    // Injection of such a pod fails; a running one was injected before.
    return {};
  }
}
