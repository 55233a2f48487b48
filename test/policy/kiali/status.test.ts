import { describe, expect, it } from 'vitest';
import { combinedStatus, meshStatus, namespaceStatus } from '../../../src/policy/kiali/levels.ts';
import type { KialiStatus } from '../../../src/policy/kiali/status.ts';
import { autoMtlsOf } from '../../../src/policy/kiali/view.ts';
import { meshLabel, namespaceLabel } from '../../../src/policy/kiali/words.ts';
import { NAMESPACE, objectsOf, ROOT, viewOf } from './scenario.ts';

/** The letters of kiali-scenarios.md. */
const STATUS = {
  E: 'MTLS_ENABLED',
  P: 'MTLS_PARTIALLY_ENABLED',
  N: 'MTLS_NOT_ENABLED',
  D: 'MTLS_DISABLED',
  U: 'UNSET',
} satisfies Record<string, KialiStatus>;
type Letter = keyof typeof STATUS;

const FOO_RULE = {
  destinationrules: [
    {
      metadata: { name: 'sleep', namespace: 'foo' },
      spec: { host: 'sleep.foo.svc.cluster.local', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
    },
  ],
};

function mesh(objects: Parameters<typeof viewOf>[0], auto: boolean): KialiStatus {
  const view = viewOf(objects, { autoMtls: auto });
  const [plane] = view.meshes;
  if (!plane) throw new Error('no control plane');
  return meshStatus(view, plane).status;
}

describe('mesh status of Kiali', () => {
  const { peerauthentications: strict } = objectsOf('mPA STRICT');
  const elsewhere = strict.map((policy) => ({ ...policy, metadata: { name: 'default', namespace: 'foo' } }));
  it.each([
    ['A01', objectsOf('mPA STRICT + mDR IM'), false, 'E'],
    ['A02', objectsOf('mPA STRICT'), true, 'E'],
    ['A03', { ...objectsOf('mPA STRICT'), ...FOO_RULE }, false, 'P'],
    ['A04', FOO_RULE, false, 'N'],
    ['A05', objectsOf('mPA DIS + mDR DIS'), false, 'D'],
    ['A06', {}, true, 'N'],
    ['A07', { peerauthentications: elsewhere }, true, 'N'],
  ] satisfies [string, Parameters<typeof viewOf>[0], boolean, Letter][])('%s', (_, objects, auto, letter) => {
    expect(mesh(objects, auto)).toBe(STATUS[letter]);
  });

  // Rows of DR none, ISTIO_MUTUAL, MUTUAL, SIMPLE, DISABLE.
  it.each([
    ['+', '', 'NEEPD'],
    ['+', 'mPA {}', 'PPPPP'],
    ['+', 'mPA STRICT', 'EEEPP'],
    ['+', 'mPA PERM', 'PPPPP'],
    ['+', 'mPA DIS', 'DPPPD'],
    ['-', '', 'NPPPD'],
    ['-', 'mPA {}', 'PPPPP'],
    ['-', 'mPA STRICT', 'PEEPP'],
    ['-', 'mPA PERM', 'PPPPP'],
    ['-', 'mPA DIS', 'DPPPD'],
  ])('B auto%s %s', (auto, policy, letters) => {
    const seen = ['', 'mDR IM', 'mDR MU', 'mDR SIMPLE', 'mDR DIS'].map((rule) =>
      mesh(objectsOf([policy, rule].filter((part) => part !== '').join(' + ')), auto === '+'),
    );
    expect(seen).toEqual([...letters].map((letter) => STATUS[letter as Letter]));
  });

  it('leaves out rules of namespaces without an injection label', () => {
    const namespaces = [{ metadata: { name: ROOT } }];
    expect(mesh({ ...objectsOf('mPA STRICT + mDR DIS'), namespaces }, true)).toBe('MTLS_ENABLED');
  });
});

function namespace(notation: string, auto: boolean, domain?: string): KialiStatus {
  const trust = domain ? { trustDomain: domain.replace(/^svc\./, '') } : {};
  return namespaceStatus(viewOf(objectsOf(notation, domain), { autoMtls: auto, ...trust }), NAMESPACE).status;
}

describe('namespace status of Kiali', () => {
  it.each([
    ['C01', 'nPA STRICT + nDR IM', '-', 'E'],
    ['C02', 'nPA STRICT + nDR IM', '+', 'E'],
    ['C03', 'nPA STRICT', '+', 'E'],
    ['C04', 'nPA DIS + nDR IM', '-', 'P'],
    ['C05', 'nPA DIS + nDR IM', '+', 'P'],
    ['C06', 'nPA DIS', '+', 'D'],
    ['C07', 'nPA STRICT + nDR -', '-', 'P'],
    ['C08', 'nPA STRICT + nDR -', '+', 'E'],
    ['C09', '', '+', 'U'],
    ['C10', '', '-', 'U'],
    ['C11', 'wPA STRICT', '+', 'U'],
    ['C12', 'wPA STRICT + nDR IM', '+', 'U'],
    ['C13', 'nPA -', '+', 'U'],
    ['C14', 'nPA -', '-', 'U'],
    ['C15', 'nPA PERM + nDR DIS', '-', 'P'],
    ['C16', 'nPA PERM + nDR DIS', '+', 'P'],
    ['C17', 'nPA PERM', '+', 'P'],
    ['C18', 'nPA PERM + nDR IM', '-', 'P'],
    ['C19', 'nPA PERM + nDR IM', '+', 'P'],
    ['C20', 'nPA DIS + nDR DIS', '-', 'D'],
    ['C21', 'nPA DIS + nDR DIS', '+', 'D'],
    ['C35', 'nPA STRICT + nDR DIS', '+', 'P'],
  ] satisfies [string, string, string, Letter][])('%s %s auto%s', (_, notation, auto, letter) => {
    expect(namespace(notation, auto === '+')).toBe(STATUS[letter]);
  });

  it.each([
    ['+', 'nPA STRICT', 'EEEPP'],
    ['+', 'nPA PERM', 'PPPPP'],
    ['+', 'nPA DIS', 'DPPPD'],
    ['-', 'nPA STRICT', 'PEEPP'],
    ['-', 'nPA PERM', 'PPPPP'],
    ['-', 'nPA DIS', 'PPPPD'],
    ['+', 'nPA {}', 'UUUUU'],
    ['-', 'wPA STRICT', 'UUUUU'],
  ])('C grid auto%s %s', (auto, policy, letters) => {
    const seen = ['', ' + nDR IM', ' + nDR MU', ' + nDR SIMPLE', ' + nDR DIS'].map((rule) =>
      namespace(`${policy}${rule}`, auto === '+'),
    );
    expect(seen).toEqual([...letters].map((letter) => STATUS[letter as Letter]));
  });

  it('C22 another identity domain', () => {
    expect(namespace('nPA STRICT + nDR IM', false, 'svc.example.org')).toBe('MTLS_ENABLED');
  });

  it('C23 the rule may stand in another namespace', () => {
    const objects = objectsOf('nPA STRICT + nDR IM');
    const destinationrules = objects.destinationrules.map((rule) => ({
      ...rule,
      metadata: { name: 'rule', namespace: 'foo' },
    }));
    const view = viewOf({ ...objects, destinationrules }, { autoMtls: false });
    expect(namespaceStatus(view, NAMESPACE).status).toBe('MTLS_ENABLED');
  });

  it.each([
    ['C30', 'mPA STRICT', 'UNSET_INHERITED_STRICT'],
    ['C31', 'mPA DIS', 'UNSET_INHERITED_DISABLED'],
    ['C32', 'mPA PERM', 'UNSET'],
    ['C32', '', 'UNSET'],
  ])('%s %s', (_, notation, status) => {
    expect(namespace(notation, true)).toBe(status);
  });

  it('C33 the root namespace has the status of the mesh', () => {
    expect(namespaceStatus(viewOf(objectsOf('mPA STRICT')), ROOT).status).toBe('MTLS_ENABLED');
    expect(namespaceStatus(viewOf({}), ROOT).status).toBe('MTLS_NOT_ENABLED');
  });

  it('C34 an error in a policy goes before all', () => {
    const view = viewOf(objectsOf('nPA DIS + nDR IM'));
    expect(namespaceStatus(view, NAMESPACE, new Set(view.policies)).status).toBe('MTLS_VALIDATION_ERROR');
  });

  it('C36 an empty selector counts as one', () => {
    const metadata = { name: 'default', namespace: NAMESPACE };
    const peerauthentications = [{ metadata, spec: { selector: {}, mtls: { mode: 'STRICT' } } }];
    expect(namespaceStatus(viewOf({ peerauthentications }), NAMESPACE).status).toBe('UNSET');
  });

  it('C40 C41 C42 auto mTLS', () => {
    expect(autoMtlsOf(viewOf({}), NAMESPACE)).toBe(true);
    expect(autoMtlsOf(viewOf({}, { autoMtls: false }), NAMESPACE)).toBe(false);
    const namespaces = [{ metadata: { name: NAMESPACE } }];
    expect(autoMtlsOf(viewOf({ namespaces }, { autoMtls: false }), NAMESPACE)).toBe(true);
  });

  it('N01 shows an unset namespace as Permissive', () => {
    expect(namespaceLabel(namespace('', true), mesh({}, true))).toBe('Permissive (inherited)');
  });

  it('shows a closed lock for a mesh that is disabled, as Kiali does', () => {
    expect(meshLabel('MTLS_DISABLED', true)).toBe('Auto mTLS is enabled');
    expect(meshLabel('MTLS_DISABLED', false)).toBe('no lock');
  });

  it('takes both levels together for KIA0105', () => {
    expect(combinedStatus(viewOf(objectsOf('nDR IM + mPA PERM')), NAMESPACE)).toBe('MTLS_PARTIALLY_ENABLED');
    expect(combinedStatus(viewOf(objectsOf('nPA PERM')), NAMESPACE)).toBe('MTLS_ENABLED');
  });
});
