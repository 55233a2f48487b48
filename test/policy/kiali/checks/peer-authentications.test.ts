import { describe, expect, it } from 'vitest';
import { objectsOf, ROOT, viewOf } from '../scenario.ts';
import { complaints } from './complaints.ts';

describe('Kiali on PeerAuthentications', () => {
  it.each([
    ['E01', '-', 'mPA STRICT + mDR IM', null],
    ['E02', '-', 'mPA STRICT + nDR IM', 'KIA0401'],
    ['E03', '-', 'mPA STRICT + mDR -', 'KIA0401'],
    ['E04', '-', 'mPA STRICT', 'KIA0401'],
    ['E05', '+', 'mPA STRICT', null],
    ['E06', '-', 'mPA PERM + mDR IM', null],
    ['E07', '-', 'mPA PERM + nDR IM', null],
    ['E08', '-', 'mPA PERM + mDR -', null],
    ['E09', '-', 'mPA PERM', null],
    ['E10', '-', 'nPA STRICT + nDR -', 'KIA0501'],
    ['E11', '-', 'nPA STRICT + nDR IM', null],
    ['E12', '-', 'nPA STRICT + mDR IM', null],
    ['E13', '-', 'nPA PERM', null],
    ['E14', '+', 'nPA STRICT', null],
    ['E20', '+', 'mPA DIS + mDR DIS', null],
    ['E21', '+', 'mPA DIS + mDR IM', 'KIA0506'],
    ['E22', '+', 'mPA DIS', null],
    ['E23', '+', 'nPA DIS + nDR DIS', null],
    ['E24', '+', 'nPA DIS + nDR IM', 'KIA0505'],
    ['E25', '+', 'nPA DIS + mDR DIS', null],
    ['E26', '+', 'nPA DIS + mDR IM', 'KIA0505'],
    ['E27', '+', 'nPA DIS', null],
    ['E28', '+', 'nPA DIS + nDR DIS + mPA STRICT + mDR IM', null],
    ['E29', '+', 'nPA DIS + nDR DIS + sDR IM', null],
    ['E30', '-', 'mPA STRICT', 'KIA0401'],
    ['E32', '-', 'nPA STRICT', 'KIA0501'],
  ])('%s auto%s %s', (_, auto, notation, code) => {
    const seen = complaints(viewOf(objectsOf(notation), { autoMtls: auto === '+' }), 'PeerAuthentication');
    expect(seen).toEqual(code === null ? [] : [`${code} spec/mtls`]);
  });

  it('E31 the root namespace of every control plane is mesh-wide', () => {
    const { peerauthentications } = objectsOf('mPA STRICT');
    const second = peerauthentications.map((policy) => ({
      ...policy,
      metadata: { name: 'second', namespace: 'istio-second' },
    }));
    const base = viewOf({}, { autoMtls: false }).meshes[0];
    if (!base) throw new Error('no control plane');
    const more = [{ ...base, revision: 'second', namespace: 'istio-second', rootNamespace: 'istio-second' }];
    const view = viewOf(
      { peerauthentications: [...peerauthentications, ...second] },
      { autoMtls: false },
      more,
    );
    expect(complaints(view, 'PeerAuthentication')).toEqual(['KIA0401 spec/mtls', 'KIA0401 spec/mtls']);
  });

  it('E33 a namespace without a control plane is no root', () => {
    const { peerauthentications } = objectsOf('mPA STRICT');
    const policies = peerauthentications.map((policy) => ({
      ...policy,
      metadata: { name: 'p', namespace: 'unknown' },
    }));
    const view = viewOf({ peerauthentications: policies }, { autoMtls: false });
    // Without a control plane auto mTLS counts as on.
    expect(complaints(view, 'PeerAuthentication')).toEqual([]);
  });
});

it('reads the root namespace of the control plane, not that of istiod', () => {
  const { peerauthentications } = objectsOf('mPA STRICT');
  expect(peerauthentications[0]?.metadata?.namespace).toBe(ROOT);
  const view = viewOf({ peerauthentications }, { autoMtls: false, rootNamespace: 'config' });
  expect(complaints(view, 'PeerAuthentication')).toEqual(['KIA0501 spec/mtls']);
});
