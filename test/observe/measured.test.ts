import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Evidence, Observation } from '../../src/model/observation.ts';
import { isMeshCertificate } from '../../src/observe/identity.ts';
import { observedMode } from '../../src/observe/mode.ts';
import { classify } from '../../src/observe/outcome.ts';
import { uriNames } from '../../src/prober/uri-names.ts';
import { groupBy } from '../../src/util/group.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';

/** One dial as it was made on a real mesh (fixtures/measured/README.md). */
interface Cell {
  pa: 'none' | 'PERMISSIVE' | 'STRICT' | 'DISABLE';
  proxy: string;
  minTls: string;
  target: string;
  dial: string;
  events: string[];
  bytes?: number;
  alert?: number;
  code?: string;
  first?: string;
  san?: string;
  sanAtError?: string;
}

const cells = readFileSync('fixtures/measured/cells.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Cell);
const groups = groupBy(cells, ({ pa, proxy, minTls, target }) => `${pa} ${proxy} TLS ${minTls} ${target}`);

const IDENTITY = [{ namespace: 'mesh', serviceAccount: 'server' }];
const DIALS: Record<string, Observation['dial']> = {
  http: 'plaintext',
  'tls13-istio': 'tls-mesh',
  'tls13-noalpn': 'tls-plain',
  'mesh13-istio3': 'mtls',
};

function observation(cell: Cell): Observation {
  const evidence = evidenceFrom(cell);
  const meshCertificate = isMeshCertificate(evidence.certificate, IDENTITY);
  const dial = DIALS[cell.dial] ?? 'control';
  return { target: 't', dial, outcome: classify(evidence, meshCertificate), meshCertificate, evidence };
}

function evidenceFrom(cell: Cell): Evidence {
  const names = cell.san ?? cell.sanAtError;
  const uris = uriNames(names ?? '');
  return evidenceOf({
    connected: cell.events.includes('connect'),
    handshake: cell.events.includes('secureConnect'),
    bytes: cell.bytes ?? 0,
    first: cell.first ?? '',
    end: endOf(cell),
    code: cell.code ?? null,
    alert: cell.alert ?? null,
    certificate: names === undefined ? null : certificateOf(uris, uris.length > 0),
  });
}

function endOf({ events, code }: Cell): Evidence['end'] {
  if (events.includes('error')) return code === 'ECONNRESET' ? 'reset' : 'error';
  if (events.includes('end')) return 'eof';
  return events.includes('data') ? 'data' : 'timeout';
}

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
