import type { RequestInfo, Verb } from './request-info.ts';
import { forbidden, Refusal } from './status.ts';

/** Something that the token may not do. */
export interface AccessRule {
  verbs: readonly (Verb | '*')[];
  /** `pods`, `jobs.batch`, `pods/log`, or `*`. */
  resource: string;
  /** Only requests to these namespaces; `''` stands for a request to all namespaces. Absent: everywhere. */
  namespaces?: readonly string[];
}

/** One question to the access rules. */
export interface Attempt {
  verb: string;
  /** Id of the kind, with `/subresource` where there is one. */
  resource: string;
  namespace: string;
}

/** The name that the token's requests are logged under. */
export const USER = 'demo';

/** True when no rule forbids the attempt. */
export function isAllowed(rules: readonly AccessRule[], attempt: Attempt): boolean {
  return !rules.some(
    (rule) =>
      (rule.verbs.includes('*') || (rule.verbs as readonly string[]).includes(attempt.verb)) &&
      (rule.resource === '*' || rule.resource === attempt.resource) &&
      (rule.namespaces === undefined || rule.namespaces.includes(attempt.namespace)),
  );
}

/** Throws the real server's 403 when a rule forbids the request. */
export function authorize(rules: readonly AccessRule[], info: RequestInfo): void {
  const { resource, subresource, verb, namespace, name } = info;
  const id = subresource === '' ? resource.id : `${resource.id}/${subresource}`;
  if (isAllowed(rules, { verb, resource: id, namespace: namespace ?? '' })) return;
  const path = subresource === '' ? resource.plural : `${resource.plural}/${subresource}`;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  throw forbidden(
    resource,
    name,
    `User "${USER}" cannot ${verb} resource "${path}" in API group "${resource.group}" ${scope}`,
  );
}

/** Throws 401 unless the request carries the token. */
export function authenticate(header: string | undefined, token: string): void {
  if (header !== `Bearer ${token}`) throw new Refusal('Unauthorized', 'Unauthorized');
}
