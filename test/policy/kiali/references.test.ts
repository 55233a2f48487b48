import { describe, expect, it } from 'vitest';
import { referencedRules } from '../../../src/policy/kiali/references.ts';
import { objectsOf, viewOf } from './scenario.ts';

describe('references of Kiali', () => {
  it.each([
    ['L01', 'mPA DIS + mDR DIS', ['mdr-disable']],
    ['L02', 'nPA DIS + nDR DIS', ['ndr-disable']],
    ['L03', 'nPA DIS + mDR DIS', ['mdr-disable']],
    ['L04', 'mPA STRICT + mDR IM', ['mdr-istio_mutual']],
    ['L04', 'nPA STRICT + nDR IM', ['ndr-istio_mutual']],
    ['L04', 'nPA STRICT + mDR IM', ['mdr-istio_mutual']],
    ['L05', 'wPA STRICT + nDR IM + mDR IM', []],
  ])('%s %s', (_, notation, names) => {
    const view = viewOf(objectsOf(notation));
    const [policy] = view.policies;
    if (!policy) throw new Error('no policy');
    expect(referencedRules(view, policy).map(({ metadata }) => metadata?.name)).toEqual(names);
  });
});
