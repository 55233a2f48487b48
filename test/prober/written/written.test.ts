import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { untrustedCertificates } from '../../../src/certificate/untrusted.ts';
import { type Batch, DIALS, type DialKind } from '../../../src/model/plan.ts';
import { contextFor, SPIFFE_ID } from '../../support/tls/measure.ts';
import { createMeshCa } from '../../support/tls/mesh-ca.ts';
import { recordDials, SAID, type Written } from './record.ts';

const PAGE = 'docs/dials.md';
const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const certificate = {
  ...(await ca.issue({ uri: 'spiffe://cluster.local/ns/probe/sa/default' })),
  root: ca.root,
};
const context = contextFor(ca.root, {
  certificate,
  untrusted: await untrustedCertificates('cluster.local'),
  timeout: 400,
});

/** `tls-details` makes many connections; `control` dials a port of the probe pod itself. */
const ENDPOINT: Batch['dials'] = [
  'tls-mesh',
  'tls-plain',
  'plaintext',
  'tls12',
  'mtls-untrusted',
  'mtls-expired',
  'mtls-foreign',
  'tls-details',
  'mtls',
  'silent',
  'hbone',
  'hbone-certless',
];
const VIA: Batch['dials'] = ['via-sidecar'];

/** The kinds of port, as the page names them. */
const PORTS = {
  HTTP: { speak: 'http', gentle: false },
  other: { speak: 'token', gentle: false },
  'TLS by its name': { speak: 'tls-token', gentle: false },
  'listened to': { speak: 'token', gentle: true },
} as const satisfies Record<string, Pick<Batch, 'speak' | 'gentle'>>;

async function rows(): Promise<string[]> {
  const parts = Object.entries(PORTS).map(async ([port, kind]) => {
    const dials = kind.speak === 'tls-token' ? VIA : [...ENDPOINT, ...VIA];
    const [mesh, bare] = await Promise.all([
      recordDials({ ...kind, dials }, context, leaf),
      recordDials({ ...kind, dials }, context, null),
    ]);
    return [...dials].map((dial) => row(dial, port, mesh.get(dial), bare.get(dial)));
  });
  const all = (await Promise.all(parts)).flat();
  return all.toSorted((a, b) => order(a) - order(b));
}

/** In the order of the dials; sorting keeps that of the ports. */
function order(line: string): number {
  return DIALS.findIndex((dial) => line.startsWith(`| \`${dial}\``));
}

function row(dial: DialKind, port: string, mesh?: Written, bare?: Written): string {
  const cells = [mesh?.first, mesh?.inside, bare?.first].map((cell) => cell ?? 'no connection');
  return `| \`${dial}\` | ${port} | ${cells.join(' | ')} |`;
}

it('docs/dials.md says what each dial writes', { timeout: 120_000 }, async () => {
  const page = readFileSync(PAGE, 'utf8');
  const [, table = ''] = page.split('<!-- written: kept true by test/prober/written -->\n');
  for (const [name, said] of Object.entries(SAID))
    expect(page).toContain(`*${name}*: \`${JSON.stringify(said).slice(1, -1)}\``);
  const found = await rows();
  expect(table.split('\n').filter((line) => line.startsWith('| `'))).toEqual(found);
  // Every kind of dial but the one at the probe pod itself.
  const told = new Set(found.map(order));
  expect(DIALS.filter((dial, place) => dial !== 'control' && !told.has(place))).toEqual([]);
});
