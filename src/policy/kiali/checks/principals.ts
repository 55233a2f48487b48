import { rulesOf } from '../../authorization-escape.ts';
import { listOf, textsOf } from '../../client/untrusted.ts';
import { isRecord } from '../../well-formed.ts';
import { complaint, type KialiCheck } from '../check.ts';
import type { KialiView } from '../view.ts';

/** KIA0106 and 0108: principals that no workload has, or of a trust domain that is not the mesh's (authorization/principals_checker.go). */
export function principalChecks(view: KialiView): KialiCheck[] {
  const domains = new Set(
    view.meshes.flatMap(({ trustDomain, trustDomainAliases = [] }) => [trustDomain, ...trustDomainAliases]),
  );
  const accounts = new Set(
    view.pods.map(
      ({ metadata, spec }) => `ns/${metadata?.namespace}/sa/${spec?.serviceAccountName ?? 'default'}`,
    ),
  );
  return view.index.authorizationpolicies.flatMap((policy) =>
    rulesOf(policy).flatMap((rule, ruleAt) =>
      listOf(rule['from']).flatMap(({ source }, fromAt) =>
        textsOf(isRecord(source) ? source['principals'] : []).flatMap((principal, at) => {
          const code = complaintAbout(principal, domains, accounts);
          const path = `spec/rules[${ruleAt}]/from[${fromAt}]/source/principals[${at}]`;
          return code === null ? [] : [complaint(code, 'AuthorizationPolicy', policy, path)];
        }),
      ),
    ),
  );
}

function complaintAbout(
  principal: string,
  domains: ReadonlySet<string>,
  accounts: ReadonlySet<string>,
): 'KIA0106' | 'KIA0108' | null {
  if (principal.includes('*')) return null;
  const at = principal.indexOf('/ns/');
  if (at < 0) return 'KIA0106';
  if (!domains.has(principal.slice(0, at))) return 'KIA0108';
  return accounts.has(principal.slice(at + 1)) ? null : 'KIA0106';
}
