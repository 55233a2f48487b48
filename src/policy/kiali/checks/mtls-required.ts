import { rulesOf } from '../../authorization-escape.ts';
import { listOf, text, textMap, textsOf } from '../../client/untrusted.ts';
import { isRecord } from '../../well-formed.ts';
import { complaint, type KialiCheck } from '../check.ts';
import { combinedStatus } from '../levels.ts';
import { autoMtlsOf, identityDomain, type KialiView, visibleRules } from '../view.ts';
import { workloadStatus } from '../workload.ts';

const SOURCES = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'];
const KEYS = ['source.namespace', 'source.principal', 'connection.sni'];

/** KIA0105: an AuthorizationPolicy goes by identities, and Kiali takes mTLS for not enabled (authorization/mtls_enabled_checker.go). */
export function mtlsRequiredChecks(view: KialiView): KialiCheck[] {
  return view.index.authorizationpolicies.flatMap((policy) => {
    const namespace = policy.metadata?.namespace ?? '';
    const paths = rulesOf(policy).flatMap((rule, place) =>
      identityFields(rule).map((field) => `spec/rules[${place}]/${field}`),
    );
    if (paths.length === 0) return [];
    const labels = textMap(policy.spec?.selector?.matchLabels);
    if (isEnabled(view, namespace, labels)) return [];
    return paths.map((path) => complaint('KIA0105', 'AuthorizationPolicy', policy, path));
  });
}

function identityFields(rule: Record<string, unknown>): string[] {
  const from = listOf(rule['from']).flatMap(({ source }, place) =>
    SOURCES.filter((field) => isRecord(source) && textsOf(source[field]).length > 0).map(
      (field) => `from[${place}]/source/${field}`,
    ),
  );
  const when = listOf(rule['when']).flatMap(({ key }, place) =>
    KEYS.includes(text(key)) ? [`when[${place}]`] : [],
  );
  return [...from, ...when];
}

/** Kiali takes the labels of the policy's selector for those of the workload. */
function isEnabled(view: KialiView, namespace: string, labels: Record<string, string>): boolean {
  const status = workloadStatus(namespace, labels, {
    policies: view.policies,
    rules: visibleRules(view, namespace),
    services: view.index.services,
    domain: identityDomain(view, namespace),
  });
  if (status !== 'MTLS_NOT_ENABLED') return status === 'MTLS_ENABLED';
  const combined = combinedStatus(view, namespace);
  return combined === 'MTLS_ENABLED' || (combined === 'MTLS_NOT_ENABLED' && autoMtlsOf(view, namespace));
}
