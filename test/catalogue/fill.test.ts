import { expect, it } from 'vitest';
import { fillFix, plainFix } from '../../src/catalogue/fill.ts';

const FIX = 'Set spec.mtls.mode of {PeerAuthentication} for {Pod}.';

it('names the objects of the finding', () => {
  const pod = (name: string) => ({ kind: 'Pod', namespace: 'shop', name });
  const policy = { kind: 'PeerAuthentication', namespace: 'shop', name: 'strict' };
  expect(fillFix(FIX, [pod('b'), policy, pod('a'), pod('b')])).toBe(
    'Set spec.mtls.mode of PeerAuthentication shop/strict for Pod shop/a (and 1 more).',
  );
});

it('names the kind where the object is not known', () => {
  expect(fillFix('Look at {EnvoyFilter} and {Pod}.', [])).toBe('Look at an EnvoyFilter and a Pod.');
  expect(plainFix(FIX)).toBe('Set spec.mtls.mode of the PeerAuthentication for the Pod.');
});
