import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toAscii } from '../../src/util/to-ascii.ts';

it('has a stand-in for the characters of the program’s own texts', () => {
  expect(toAscii('the sidecar’s own… “a” – b → c')).toBe('the sidecar\'s own~ "a" - b > c');
});

it('takes accents from letters and marks what has no stand-in', () => {
  expect(toAscii('Zo\u00eb, Zoe\u0308, 東京 \u{1f512}')).toBe('Zoe, Zoe, ?? ?');
});

it('gives ASCII for any text, and ASCII as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = toAscii(text);
      expect(plain).toMatch(/^[\u0000-\u007f]*$/);
      expect(toAscii(plain)).toBe(plain);
    }),
  );
});
