import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import { aliasesExternalNames, externalNameOf } from './external-name.ts';
import { proxiedEndpoints } from './proxied-endpoints.ts';

/** MTLS216: ExternalName Services that lead to STRICT ports of the mesh, where istiod takes their target for a host outside (istio-semantics 10). */
export function aliasFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  if (aliasesExternalNames(mesh)) return [];
  return index.services.flatMap((alias): Finding[] => {
    const host = externalNameOf(alias);
    const [name = '', namespace = ''] = host?.split('.', 2) ?? [];
    if (host !== `${name}.${namespace}.svc.${domain}`) return [];
    const ports = proxiedEndpoints(index, mesh, { namespace, name, domain });
    const strict = ports.some(({ endpoints }) => endpoints.some(({ mode }) => mode === 'STRICT'));
    if (!strict) return [];
    const named = referenceTo('Service', alias);
    const detail = `Service ${named.namespace}/${named.name} is an alias of ${host}, which is STRICT.`;
    return [{ code: 'MTLS216', objects: [{ kind: 'Service', namespace, name }, named], detail }];
  });
}
