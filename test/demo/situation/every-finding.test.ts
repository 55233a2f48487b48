import { expect, it } from 'vitest';
import { CATALOGUE, ENTRIES } from '../../../src/catalogue/catalogue.ts';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';

const situations = await listSituations('fixtures/situations');

/** Codes of the rows that a situation expects: `verdict mode cause-or-doubt`. */
function ofRows(rows: Record<string, string>): string[] {
  const { cause, doubt } = CATALOGUE;
  return Object.values(rows).flatMap((row) => {
    const [verdict, , name = ''] = row.split(' ');
    const known = verdict === 'inconclusive' ? { ...cause, ...doubt } : cause;
    return Object.entries(known).flatMap(([key, { code }]) => (key === name ? [code] : []));
  });
}

it('has a situation for every finding', () => {
  const shown = new Set<string>(
    situations.flatMap(({ endpoints, services, findings, runFindings = [] }) => [
      ...ofRows(endpoints),
      ...ofRows(services),
      ...findings,
      ...runFindings,
    ]),
  );
  expect(ENTRIES.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
});
