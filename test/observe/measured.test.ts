import { describe, expect, test } from 'vitest';
import { observedMode } from '../../src/observe/mode.ts';
import { groupBy } from '../../src/util/group.ts';
import { cells, observation } from '../support/measured-cells.ts';

const groups = groupBy(cells, ({ pa, proxy, minTls, target }) => `${pa} ${proxy} TLS ${minTls} ${target}`);

describe('against the dials of a real mesh (measured.md)', () => {
  test('there are 81 combinations', () => {
    expect(groups.size).toBe(81);
  });

  test.for([...groups])('%s', ([, group]) => {
    const [{ pa, proxy } = { pa: 'none', proxy: 'none' }] = group;
    const effective = pa === 'none' ? 'PERMISSIVE' : pa;
    const expected = proxy === 'none' || pa === 'DISABLE' ? 'NONE' : effective;
    const observations = group.map(observation);
    expect(observedMode(observations)).toBe(expected);
    const plaintext = observations.find(({ dial }) => dial === 'plaintext');
    if (expected === 'STRICT') expect(plaintext?.outcome).toBe('closed-after-bytes');
    const mtls = observations.find(({ dial }) => dial === 'mtls');
    expect(mtls?.meshCertificate).toBe(expected !== 'NONE');
  });

  test('the outcomes of every dial, counted', () => {
    const seen = groupBy(cells, (cell) => `${cell.dial}: ${observation(cell).outcome}`);
    const counts = [...seen].map(([name, group]) => `${name} ${group.length}`);
    expect(counts.sort((a, b) => (a < b ? -1 : 1))).toMatchInlineSnapshot(`
      [
        "http: closed-after-bytes 34",
        "http: replied 47",
        "mesh13-istio3: application-tls 6",
        "mesh13-istio3: closed-after-bytes 6",
        "mesh13-istio3: not-tls 21",
        "mesh13-istio3: replied 48",
        "raw: closed-after-bytes 39",
        "raw: replied 42",
        "self13-istio3: application-tls 6",
        "self13-istio3: certificate-rejected 54",
        "self13-istio3: not-tls 21",
        "silent: replied 4",
        "silent: silent 77",
        "tls12-istio: application-tls 3",
        "tls12-istio: certificate-required 39",
        "tls12-istio: not-tls 21",
        "tls12-istio: version-refused 18",
        "tls13-istio: application-tls 3",
        "tls13-istio: certificate-required 57",
        "tls13-istio: not-tls 21",
        "tls13-noalpn: application-tls 6",
        "tls13-noalpn: certificate-required 33",
        "tls13-noalpn: closed-after-bytes 3",
        "tls13-noalpn: not-tls 39",
      ]
    `);
  });
});
