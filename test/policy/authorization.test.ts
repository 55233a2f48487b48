import { describe, expect, test } from 'vitest';
import type { AuthorizationPolicy } from '../../src/model/istio.ts';
import { type AuthorizedRequest, authorize } from '../../src/policy/authorization.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { MESH, pod, snapshot } from './objects.ts';

type Spec = NonNullable<AuthorizationPolicy['spec']>;
type Rules = NonNullable<Spec['rules']>;
const REQUEST: AuthorizedRequest = {
  port: 8080,
  http: true,
  identity: { namespace: 'probes', serviceAccount: 'default' },
};

function policy(spec: Spec, namespace = 'app', metadata: object = {}): AuthorizationPolicy {
  return { metadata: { name: 'p', namespace, ...metadata }, spec };
}

function refused(authorizationpolicies: AuthorizationPolicy[], request: Partial<AuthorizedRequest> = {}) {
  const index = buildIndex(snapshot({ authorizationpolicies }));
  return authorize(index, MESH, pod(), { ...REQUEST, ...request })?.effect === 'refused';
}

const from = (source: Record<string, string[]>): Rules => [{ from: [{ source }] }];
const to = (operation: Record<string, string[]>): Rules => [{ to: [{ operation }] }];

describe('authorize (istio-semantics 8.1)', () => {
  test.each<[string, AuthorizationPolicy[], boolean]>([
    ['no policy', [], false],
    ['ALLOW without rules', [policy({})], true],
    ['ALLOW with an empty rule', [policy({ rules: [{}] })], false],
    ['DENY without rules', [policy({ action: 'DENY' })], false],
    ['DENY with an empty rule', [policy({ action: 'DENY', rules: [{}] })], true],
    ['DENY before ALLOW', [policy({ rules: [{}] }), policy({ action: 'DENY', rules: [{}] })], true],
    ['one ALLOW that matches is enough', [policy({}), policy({ rules: [{}] })], false],
    ['CUSTOM and AUDIT say nothing here', [policy({ action: 'CUSTOM' }), policy({ action: 'AUDIT' })], false],
    ['another namespace', [policy({}, 'other')], false],
    ['the root namespace', [policy({}, 'istio-system')], true],
    ['a selector that fits', [policy({ selector: { matchLabels: { app: 'a' } } })], true],
    ['a selector that does not', [policy({ selector: { matchLabels: { app: 'b' } } })], false],
    [
      'a selector in the root namespace',
      [policy({ selector: { matchLabels: { app: 'a' } } }, 'istio-system')],
      true,
    ],
    ['a dry run', [policy({}, 'app', { annotations: { 'istio.io/dry-run': 'true' } })], false],
    ['another revision', [policy({}, 'app', { labels: { 'istio.io/rev': 'canary' } })], false],
    ['for a waypoint', [policy({ targetRefs: [{ kind: 'Service', name: 'a' }] })], false],
  ])('%s', (_name, policies, expected) => {
    expect(refused(policies)).toBe(expected);
  });

  /** Whether the only ALLOW policy refuses, for a DENY policy the other way round. */
  test.each<[string, Rules, boolean]>([
    ['our namespace', from({ namespaces: ['probes'] }), false],
    ['a namespace prefix', from({ namespaces: ['pro*'] }), false],
    ['other namespaces', from({ namespaces: ['shop', 'web'] }), true],
    ['all but ours', from({ notNamespaces: ['probes'] }), true],
    ['all but others', from({ notNamespaces: ['shop'] }), false],
    ['our principal', from({ principals: ['cluster.local/ns/probes/sa/default'] }), false],
    ['any principal', from({ principals: ['*'] }), false],
    ['a principal suffix', from({ principals: ['*/sa/default'] }), false],
    ['another principal', from({ principals: ['cluster.local/ns/probes/sa/web'] }), true],
    ['our account', from({ serviceAccounts: ['probes/default'] }), false],
    ['an account of the namespace of the policy', from({ serviceAccounts: ['default'] }), false],
    ['another account', from({ serviceAccounts: ['shop/default', 'web'] }), true],
    ['addresses are not known', from({ ipBlocks: ['10.0.0.0/8'] }), false],
    ['a token, which the probe has not', from({ requestPrincipals: ['*'] }), true],
    ['our port', to({ ports: ['8080'] }), false],
    ['another port', to({ ports: ['9090'] }), true],
    ['GET', to({ methods: ['GET'] }), false],
    ['POST', to({ methods: ['POST'] }), true],
    ['another path', to({ paths: ['/healthz'] }), true],
    ['a path template is not read', to({ paths: ['/{*}'] }), false],
    ['one of two sources', [{ from: [{ source: { namespaces: ['x'] } }, { source: {} }] }], false],
    ['source and operation', [{ ...from({ namespaces: ['probes'] })[0], ...to({ ports: ['1'] })[0] }], true],
    ['a condition is not read', [{ when: [{ key: 'source.ip', values: ['1.1.1.1'] }] }], false],
  ])('ALLOW for %s', (_name, rules, expected) => {
    expect(refused([policy({ rules })])).toBe(expected);
  });

  test('fields about HTTP on a port that is not HTTP: ALLOW never matches, DENY drops them, a sniffed port may go either way', () => {
    const rules = to({ methods: ['POST'] });
    const verdicts = ([false, true, null] as const).map((http) => [
      refused([policy({ rules })], { http }),
      refused([policy({ action: 'DENY', rules })], { http }),
    ]);
    expect(verdicts).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ]);
    const when: Rules = [{ when: [{ key: 'request.headers[x]', values: ['y'] }] }];
    expect(refused([policy({ rules: when })], { http: false })).toBe(true);
    expect(refused([policy({ rules: when })])).toBe(false);
  });

  test.each<[string, Rules, boolean, boolean]>([
    ['any principal', from({ principals: ['*'] }), true, false],
    ['no principal', from({ notPrincipals: ['*'] }), false, true],
    ['our namespace', from({ namespaces: ['probes'] }), true, false],
    ['no identity asked for', to({ ports: ['8080'] }), false, true],
  ])('a client without a certificate and %s: ALLOW refuses %s, DENY %s', (_name, rules, allow, deny) => {
    expect(refused([policy({ rules })], { identity: null })).toBe(allow);
    expect(refused([policy({ action: 'DENY', rules })], { identity: null })).toBe(deny);
  });

  test.each<[string, AuthorizationPolicy[], string | undefined]>([
    ['ALLOW all but one namespace', [policy({ rules: from({ notNamespaces: ['foo'] }) })], 'escaped'],
    ['DENY one namespace', [policy({ action: 'DENY', rules: from({ namespaces: ['foo'] }) })], 'escaped'],
    ['DENY one account', [policy({ action: 'DENY', rules: from({ principals: ['*/sa/x'] }) })], 'escaped'],
    [
      'DENY all but one namespace',
      [policy({ action: 'DENY', rules: from({ notNamespaces: ['foo'] }) })],
      'refused',
    ],
    ['DENY every identity', [policy({ action: 'DENY', rules: from({ principals: ['*'] }) })], undefined],
    ['ALLOW only clients without one', [policy({ rules: from({ notPrincipals: ['*'] }) })], undefined],
    [
      'DENY one namespace on another port',
      [
        policy({
          action: 'DENY',
          rules: [{ ...from({ namespaces: ['foo'] })[0], ...to({ ports: ['1'] })[0] }],
        }),
      ],
      undefined,
    ],
    [
      'ALLOW all but one, and everything by another rule',
      [policy({ rules: [...from({ notNamespaces: ['foo'] }), {}] })],
      undefined,
    ],
    [
      'DENY one namespace, and ALLOW asks for identities',
      [
        policy({ action: 'DENY', rules: from({ namespaces: ['foo'] }) }),
        policy({ rules: from({ principals: ['*'] }) }),
      ],
      'refused',
    ],
    ['an address that is not known', [policy({ rules: from({ ipBlocks: ['10.0.0.0/8'] }) })], 'doubtful'],
    ['CUSTOM', [policy({ action: 'CUSTOM', rules: [{}] })], 'doubtful'],
    ['CUSTOM for another port', [policy({ action: 'CUSTOM', rules: to({ ports: ['1'] }) })], undefined],
  ])('what plaintext meets: %s', (_name, authorizationpolicies, expected) => {
    const index = buildIndex(snapshot({ authorizationpolicies }));
    expect(authorize(index, MESH, pod(), { ...REQUEST, identity: null })?.effect).toBe(expected);
  });

  test('an identity escapes nothing', () => {
    const authorizationpolicies = [policy({ rules: from({ notNamespaces: ['foo'] }) })];
    expect(authorize(buildIndex(snapshot({ authorizationpolicies })), MESH, pod(), REQUEST)).toBeNull();
  });
});
