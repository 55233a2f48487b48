import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';
import { CASES, NOT_SIDECARS, TO_BE_SHOWN } from './cases.ts';

const situations = await listSituations('fixtures/situations');
const shown = new Set(situations.flatMap(({ cases }) => cases));
const page = readFileSync('docs/embedded-mesh.md', 'utf8');

describe('the real-life cases', () => {
  it('are each shown by a situation, or it is said why not', () => {
    const missing = CASES.filter(
      (id) => !shown.has(id) && !Object.hasOwn(NOT_SIDECARS, id) && !TO_BE_SHOWN.includes(id),
    );
    expect(missing).toEqual([]);
  });

  it('are not both shown and left out', () => {
    const left = [...Object.keys(NOT_SIDECARS), ...TO_BE_SHOWN];
    expect(left.filter((id) => shown.has(id) || !CASES.includes(id))).toEqual([]);
    expect(new Set(left).size).toBe(left.length);
  });

  it('that cannot be shown are listed in docs/embedded-mesh.md, with the reason', () => {
    const listed = [...page.matchAll(/^\| ([A-Z]\d\d) \| (.+) \|$/gm)].map(([, id, why]) => [id, why]);
    expect(listed).toEqual(Object.entries(NOT_SIDECARS));
  });

  it.each(situations.filter(({ name }) => /^[a-z]\d\d-/.test(name)))(
    '$name is named for a case that it covers',
    ({ name, cases }) => {
      expect(cases).toContain(name.slice(0, 3).toUpperCase());
    },
  );
});
