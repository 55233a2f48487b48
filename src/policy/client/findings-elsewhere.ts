import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { inRevision } from './in-revision.ts';
import { type Rule, readRule } from './rule.ts';
import { setsTls } from './sets-tls.ts';

/**
 * MTLS212: rules with tls for one Service that are exported to others, from a namespace where those others do not look
 * (istio-semantics 3.2).
 */
export function elsewhereFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  return index.destinationrules
    .filter((object) => inRevision(object, mesh))
    .map((object) => readRule(object, domain))
    .filter((rule) => setsTls(rule) && isExportedByName(rule))
    .flatMap((rule): Finding[] => {
      const [name = '', namespace = ''] = rule.host.split('.', 2);
      const known = index.serviceByName.has(`${namespace}/${name}`);
      if (!known || rule.host !== `${name}.${namespace}.svc.${domain}`) return [];
      if (rule.namespace === namespace || rule.namespace === mesh.rootNamespace) return [];
      const detail = `${rule.host} is in namespace ${namespace}; only clients in namespace ${rule.namespace} use the rule.`;
      return [{ code: 'MTLS212', objects: [{ kind: 'Service', namespace, name }, rule.reference], detail }];
    });
}

/** Without a word about others in exportTo it may be a rule for the clients of its own namespace. */
function isExportedByName({ exportTo, namespace }: Rule): boolean {
  return [...exportTo].some((to) => to !== '.' && to !== '~' && to !== namespace);
}
