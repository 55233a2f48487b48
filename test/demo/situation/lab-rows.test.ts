import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listSituations } from '../../../src/demo/situation/list-situations.ts';

/** A situation of the lab: rows that a real Istio gave; `*` stands for any word. */
interface LabRows {
  args: string[];
  exit: number;
  endpoints: Record<string, string>;
  services: Record<string, string>;
}

const FOLDER = 'fixtures/lab';
const lab = new Map(
  readdirSync(FOLDER).map((file) => [
    file.replace(/\.yaml$/, ''),
    parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as LabRows,
  ]),
);
const embedded = await listSituations('fixtures/situations');
const both = embedded.filter(({ name }) => lab.has(name));

/** True when each word is the same or was free. */
function agrees(words: string, free: string): boolean {
  const given = words.split(' ');
  return free.split(' ').every((word, index) => word === '*' || word === given[index]);
}

describe('the situations that a real Istio was in as well', () => {
  it('are at least the 19 that were first recorded', () => {
    expect(both.length).toBeGreaterThanOrEqual(19);
  });

  it.each(both)('$name is asked alike and has the same rows', ({ name, run, exit, endpoints, services }) => {
    const real = lab.get(name) as LabRows;
    const { namespace, from, service = [], port = [], require } = run;
    const flags = [
      ...(from ? ['--from', from] : []),
      ...(require ? ['--require', require] : []),
      ...service.flatMap((one) => ['--service', one]),
      ...port.flatMap((one) => ['--port', one]),
    ];
    expect([namespace, ...flags]).toEqual(real.args);
    expect(exit).toBe(real.exit);
    for (const [rows, free] of [
      [endpoints, real.endpoints],
      [services, real.services],
    ] as const) {
      expect(Object.keys(rows).toSorted()).toEqual(Object.keys(free).toSorted());
      for (const [row, words] of Object.entries(rows)) {
        expect(agrees(words, free[row] ?? ''), `${row}: ${words} for ${free[row]}`).toBe(true);
      }
    }
  });
});
