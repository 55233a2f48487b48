import type { PolicyIndex } from '../policy-index.ts';
import { externalNameOf } from './external-name.ts';
import { kubernetesService } from './mesh-service.ts';

/** The host that an ExternalName Service leads to in the end, over other ones; null for a loop (push_context.go:resolveServiceAliases). */
export function aliasedHost(index: PolicyIndex, host: string, domain: string): string | null {
  const seen = new Set<string>();
  for (let at = host; !seen.has(at); ) {
    seen.add(at);
    const service = kubernetesService(index, at, domain);
    const next = service ? externalNameOf(service) : null;
    if (next === null) return at;
    at = next;
  }
  return null;
}
