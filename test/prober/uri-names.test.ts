import { expect, test } from 'vitest';
import { uriNames } from '../../src/prober/uri-names.ts';

test.for([
  ['URI:spiffe://td/ns/a/sa/b', ['spiffe://td/ns/a/sa/b']],
  ['DNS:x.example, URI:spiffe://a, IP Address:10.0.0.1, URI:spiffe://b', ['spiffe://a', 'spiffe://b']],
  // Node quotes a value that could be mistaken for several names.
  ['URI:"spiffe://a, DNS:b, URI:spiffe://c"', ['spiffe://a, DNS:b, URI:spiffe://c']],
  ['DNS:"x, URI:spiffe://forged", URI:spiffe://b', ['spiffe://b']],
  ['URI:"a\\"b"', ['a"b']],
  ['URI:"spiffe://a\\u0000b"', []],
  ['URI:"broken', []],
  ['DNS:x, IP Address:::1', []],
  ['', []],
] satisfies [string, string[]][])('%j', ([text, names]) => {
  expect(uriNames(text)).toEqual(names);
});

test('is bounded in number and length, and never cuts a name', () => {
  expect(uriNames(Array.from({ length: 50 }, (_, i) => `URI:u${i}`).join(', '))).toHaveLength(8);
  expect(uriNames(`URI:short, URI:${'x'.repeat(5000)}`)).toEqual(['short']);
});
