import type { AuthorizedRequest } from './authorization.ts';
import { allOf, anyOf, type Match } from './match.ts';
import { isRecord } from './well-formed.ts';

/** What a field of a rule asks about. */
type Field = (values: string[]) => Match;

/** Fields that only an HTTP filter can read. On other ports an ALLOW rule with one never matches, and a DENY rule drops it (istio-semantics 8.1). */
const HTTP_ONLY = ['requestPrincipals', 'hosts', 'methods', 'paths', 'remoteIpBlocks'];

/** Whether a rule of an AuthorizationPolicy matches the request of the probe: one of `from`, one of `to`, all of `when`. */
export function matchRule(
  rule: Record<string, unknown>,
  action: 'ALLOW' | 'DENY',
  request: AuthorizedRequest,
  trustDomain: string,
): Match {
  const known = fieldsFor(request, trustDomain);
  const clause = (key: 'from' | 'to', inner: string): Match => {
    const entries = rule[key];
    if (!Array.isArray(entries) || entries.length === 0) return 'yes';
    return anyOf(
      entries.map((entry: unknown) => {
        const fields = isRecord(entry) ? entry[inner] : undefined;
        return allOf(
          Object.entries(isRecord(fields) ? fields : {}).map(([name, values]) =>
            matchField(name, values, action, request, known),
          ),
        );
      }),
    );
  };
  const when = Array.isArray(rule['when']) ? rule['when'] : [];
  return allOf([
    clause('from', 'source'),
    clause('to', 'operation'),
    ...when.map((condition: unknown): Match => {
      const key = isRecord(condition) ? String(condition['key']) : '';
      if (!key.startsWith('request.') || request.http !== false) return 'maybe';
      return action === 'ALLOW' ? 'no' : 'yes';
    }),
  ]);
}

function matchField(
  name: string,
  values: unknown,
  action: 'ALLOW' | 'DENY',
  request: AuthorizedRequest,
  known: Record<string, Field>,
): Match {
  const texts = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
  if (texts.length === 0) return 'yes';
  const negated = /^not[A-Z]/.test(name);
  const plain = negated ? name.charAt(3).toLowerCase() + name.slice(4) : name;
  if (HTTP_ONLY.includes(plain) && request.http === null) return 'maybe';
  if (HTTP_ONLY.includes(plain) && request.http === false) return action === 'ALLOW' ? 'no' : 'yes';
  const answer = Object.hasOwn(known, plain) ? (known[plain]?.(texts) ?? 'maybe') : 'maybe';
  if (!negated || answer === 'maybe') return answer;
  return answer === 'yes' ? 'no' : 'yes';
}

/** What is known of the probe's request: its identity, the port, GET /; it brings no token. */
function fieldsFor({ identity, port }: AuthorizedRequest, trustDomain: string): Record<string, Field> {
  return {
    ...(identity === null ? NOBODY : identityFields(identity, trustDomain)),
    requestPrincipals: () => 'no',
    ports: oneOf(String(port)),
    methods: oneOf('GET'),
    paths: (values) => (values.some((value) => value.includes('{')) ? 'maybe' : oneOf('/')(values)),
  };
}

/** Without a certificate nothing about the peer matches, and everything negated does. */
const NOBODY: Record<string, Field> = {
  principals: () => 'no',
  namespaces: () => 'no',
  serviceAccounts: () => 'no',
  trustDomains: () => 'no',
};

function identityFields(
  { namespace, serviceAccount }: { namespace: string; serviceAccount: string },
  trustDomain: string,
): Record<string, Field> {
  const account = `/ns/${namespace}/sa/${serviceAccount}`;
  return {
    principals: (values) => {
      if (values.some((value) => covers(value, trustDomain + account))) return 'yes';
      // Aliases of the trust domain are not read, and names of it may stand for the mesh's own.
      return values.some((value) => value.endsWith(account)) ? 'maybe' : 'no';
    },
    namespaces: oneOf(namespace),
    serviceAccounts: (values) => {
      if (values.includes(`${namespace}/${serviceAccount}`)) return 'yes';
      // Without a namespace it is that of the policy.
      return values.includes(serviceAccount) ? 'maybe' : 'no';
    },
  };
}

function oneOf(actual: string): Field {
  return (values) => (values.some((value) => covers(value, actual)) ? 'yes' : 'no');
}

/** `*` at one end matches anything there, alone anything that is not empty. */
function covers(pattern: string, text: string): boolean {
  if (pattern === '*') return text !== '';
  if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? text.endsWith(pattern.slice(1)) : pattern === text;
}
