import { expect, it } from 'vitest';
import { count, printable, truncateMiddle } from '../../src/util/text.ts';

it('cuts the middle out of long names only', () => {
  expect(truncateMiddle('productpage', 11)).toBe('productpage');
  expect(truncateMiddle('productpage', 7)).toBe('pro…age');
  expect(truncateMiddle('productpage', 6)).toBe('pro…ge');
  expect(truncateMiddle('productpage', 1)).toBe('…');
  expect(truncateMiddle('productpage', 0)).toBe('');
});

it('takes control and direction characters out', () => {
  expect(printable('a\u001b[2J\nb\u202ec')).toBe('a [2J b c');
  expect(printable('x'.repeat(10), 4)).toBe('xxxx…');
});

it('puts nouns in the plural', () => {
  expect([count(1, 'port'), count(2, 'port'), count(0, 'port')]).toEqual(['1 port', '2 ports', '0 ports']);
});
