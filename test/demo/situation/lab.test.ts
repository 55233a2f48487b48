import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embeddedOnly, LAB_ONLY, onBoth } from '../../lab/suite/situations.ts';

describe('situations and the lab', () => {
  it('most situations are played on a real Istio as well', () => {
    expect(onBoth.length).toBeGreaterThan(embeddedOnly.length);
  });

  it.each(embeddedOnly)('$name says why a lab cannot make it', ({ lab }) => {
    expect(lab).toMatch(/^\S.{10,}[^.]$/);
  });

  it('every test of the lab plays situations or says what it shows', () => {
    const files = readdirSync('test/lab').filter((file) => file.endsWith('.test.ts'));
    expect(files).toEqual([...Object.keys(LAB_ONLY), 'situations.test.ts'].toSorted());
  });
});
