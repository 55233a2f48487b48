import { expect, it } from 'vitest';
import { exitCode } from '../../src/judge/exit-code.ts';
import { leftOutNotes } from '../../src/judge/left-out.ts';

const odd = (kind: string, namespace: string, name = 'x') => ({
  object: { kind, namespace, name },
  why: 'has a spec that is no object',
});
const codes = (...malformed: Parameters<typeof leftOutNotes>[0]) =>
  leftOutNotes(malformed, 'shop', ['probes', 'istio-system']).map(({ code }) => code);

it('names what was left out and why', () => {
  expect(leftOutNotes([odd('peerauthentications', 'shop')], 'shop', [])).toEqual([
    { code: 'left-out', message: 'peerauthentications shop/x has a spec that is no object: it was left out' },
  ]);
});

it('leaves a run incomplete where ports are missing', () => {
  const match = [{ verdict: 'match' as const }];
  const notes = leftOutNotes([odd('services', 'shop')], 'shop', []);
  expect(notes.map(({ code }) => code)).toEqual(['targets-left-out']);
  expect(exitCode(match, notes)).toBe(3);
  expect(exitCode(match, leftOutNotes([odd('networkpolicies', 'probes')], 'shop', ['probes']))).toBe(0);
});

it('says nothing of objects that cannot take part', () => {
  expect(codes(odd('peerauthentications', 'other'), odd('services', 'other'))).toEqual([]);
  expect(codes(odd('virtualservices', 'other'), odd('destinationrules', 'istio-system'))).toHaveLength(2);
});

it('counts what is too much to name', () => {
  const many = Array.from({ length: 1000 }, (_, index) => odd('sidecars', 'shop', `s${index}`));
  const notes = leftOutNotes(many, 'shop', []);
  expect(notes).toHaveLength(11);
  expect(notes.at(-1)?.message).toBe('990 more malformed objects were left out');
});
