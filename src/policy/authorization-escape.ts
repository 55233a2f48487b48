import type { AuthorizationPolicy } from '../model/istio.ts';
import type { AuthorizedRequest } from './authorization.ts';
import { matchRule } from './authorization-rule.ts';
import { isRecord } from './well-formed.ts';

type Rule = Record<string, unknown>;

/** Fields of a source that plaintext has nothing for (ISTIO-SECURITY-2021-004). */
export const IDENTITY = ['principals', 'namespaces', 'serviceAccounts', 'trustDomains'];
export const NOT_IDENTITY = IDENTITY.map((name) => `not${name.charAt(0).toUpperCase()}${name.slice(1)}`);

/**
 * The policy that goes by identities and that a request without one gets past: a DENY for certain identities, or an ALLOW for all but
 * certain ones, when nothing else allows it (ISTIO-SECURITY-2021-004; Envoy's AuthenticatedMatcher never matches without TLS).
 */
export function escapedPolicy(
  denying: readonly AuthorizationPolicy[],
  allowing: readonly AuthorizationPolicy[],
  request: AuthorizedRequest,
  trustDomain: string,
): AuthorizationPolicy | undefined {
  if (request.identity !== null) return undefined;
  const denied = (rule: Rule) => matchRule(rule, 'DENY', request, trustDomain) !== 'no';
  const denier = denying.find((policy) =>
    rulesOf(policy).some((rule) => asksFor(rule, IDENTITY) && !denied(rule) && denied(withoutIdentity(rule))),
  );
  const passing = allowing.flatMap((policy) =>
    rulesOf(policy)
      .filter((rule) => matchRule(rule, 'ALLOW', request, trustDomain) !== 'no')
      .map((rule) => ({ policy, rule })),
  );
  const [first] = passing.every(({ rule }) => asksFor(rule, NOT_IDENTITY)) ? passing : [];
  return denier ?? first?.policy;
}

/** The rules of a policy. */
export function rulesOf(policy: AuthorizationPolicy): Rule[] {
  return records(policy.spec?.rules);
}

/** `*` alone is about having an identity at all, so plaintext is meant. */
function asksFor(rule: Rule, fields: readonly string[]): boolean {
  return records(rule['from']).some(
    ({ source }) =>
      isRecord(source) &&
      fields.some((field) => {
        const values: unknown = source[field];
        return Array.isArray(values) && values.length > 0 && !values.includes('*');
      }),
  );
}

function withoutIdentity(rule: Rule): Rule {
  const from = records(rule['from']).map(({ source }) => {
    const fields = Object.entries(isRecord(source) ? source : {});
    return { source: Object.fromEntries(fields.filter(([name]) => !IDENTITY.includes(name))) };
  });
  return { ...rule, from };
}

function records(value: unknown): Rule[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
