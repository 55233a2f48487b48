import { describe, expect, it } from 'vitest';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';
import { CASES } from './cases.ts';

const situations = await listSituations('fixtures/situations');

describe('the real-life cases', () => {
  it('are each shown by a situation', () => {
    const shown = new Set(situations.flatMap(({ cases }) => cases));
    expect(CASES.filter((id) => !shown.has(id))).toEqual([]);
  });

  it.each(situations.filter(({ name }) => /^[a-z]\d\d-/.test(name)))(
    '$name is named for a case that it covers',
    ({ name, cases }) => {
      expect(cases).toContain(name.slice(0, 3).toUpperCase());
    },
  );
});
