import { expect, it } from 'vitest';
import { REPORTERS } from '../../src/report/registry.ts';
import { shop } from './shop.ts';

it('gives text for every format and never touches the run, nor so its exit code', () => {
  for (const report of Object.values(REPORTERS)) {
    const run = shop();
    expect(report(run, { colour: false, width: 100 })).toMatch(/\n$/);
    expect(run).toEqual(shop());
    expect(run.exitCode).toBe(1);
  }
});

it('gives the same bytes for the same run, whatever the order of its rows', () => {
  const run = shop();
  const turned = { ...run, endpoints: run.endpoints.toReversed(), services: run.services.toReversed() };
  const options = { colour: false, width: 120 };
  expect(REPORTERS.table(turned, options)).toBe(REPORTERS.table(run, options));
  expect(REPORTERS.json(run)).toBe(REPORTERS.json(shop()));
});
