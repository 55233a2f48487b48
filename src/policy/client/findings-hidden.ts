import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { covers } from './host.ts';
import { inRevision } from './in-revision.ts';
import { type Rule, readRule } from './rule.ts';
import { setsTls } from './sets-tls.ts';

/**
 * MTLS217: rules without tls that take the place of a wider one with ISTIO_MUTUAL; with auto mTLS off the sidecar then sends plaintext
 * (istio-semantics 3.2: rules for different hosts are not merged).
 */
export function hiddenTlsFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  if (mesh.autoMtls) return [];
  const rules = index.destinationrules
    .filter((object) => inRevision(object, mesh))
    .map((object) => readRule(object, domain));
  const forcing = rules.filter(({ policy }) => policy?.tls?.mode === 'ISTIO_MUTUAL');
  return rules
    .filter((rule) => !setsTls(rule))
    .flatMap((rule): Finding[] => {
      const hidden = forcing.find((wider) => isHidden(wider, rule, mesh));
      if (!hidden) return [];
      const detail = `For ${rule.host} it is used instead of the rule for ${hidden.host}, which sets ISTIO_MUTUAL.`;
      return [{ code: 'MTLS217', objects: [rule.reference, hidden.reference], detail }];
    });
}

/** Whether a wider rule would be used, were the narrower one not there: it stands beside it or in the root namespace. */
function isHidden(wider: Rule, narrower: Rule, { rootNamespace }: MeshSettings): boolean {
  const near = wider.namespace === narrower.namespace || wider.namespace === rootNamespace;
  return near && wider.host !== narrower.host && covers(wider.host, narrower.host);
}
