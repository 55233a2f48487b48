import { expect, it } from 'vitest';
import { FORMATS } from '../../src/report/registry.ts';
import { shop } from './shop.ts';

it('gives text for every format and never touches the run, nor so its exit code', () => {
  for (const format of Object.values(FORMATS)) {
    const run = shop();
    expect(format.run(run, { colour: false, width: 100 })).toMatch(/\n$/);
    expect(run).toEqual(shop());
    expect(run.exitCode).toBe(1);
  }
});

it('gives the same bytes for the same run, whatever the order of its rows', () => {
  const run = shop();
  const turned = { ...run, endpoints: run.endpoints.toReversed(), services: run.services.toReversed() };
  const options = { colour: false, width: 120 };
  expect(FORMATS.table.run(turned, options)).toBe(FORMATS.table.run(run, options));
  expect(FORMATS.json.run(run, options)).toBe(FORMATS.json.run(shop(), options));
});
