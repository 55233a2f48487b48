import { readFile } from 'node:fs/promises';
import { describe, expect, it, test } from 'vitest';
import { findingPages } from '../../scripts/finding-pages.ts';
import { ENTRIES } from '../../src/catalogue/catalogue.ts';

/** Kinds that a fix may name: those of the objects that findings and rows come with. */
const KINDS = [
  ...[
    'AuthorizationPolicy',
    'DestinationRule',
    'EnvoyFilter',
    'Gateway',
    'PeerAuthentication',
    'ServiceEntry',
    'Sidecar',
  ],
  ...['ConfigMap', 'Namespace', 'NetworkPolicy', 'Pod', 'Service', 'StatefulSet'],
  ...['ServiceMeshControlPlane', 'ServiceMeshMemberRoll'],
];

describe('catalogue', () => {
  it('gives every code once', () => {
    const codes = ENTRIES.map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(90);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test.each(ENTRIES)('$code says what it is, what is looked at and what to do', (entry) => {
    for (const text of [entry.title, entry.meaning, entry.evidence, entry.fix]) expect(text).not.toBe('');
    for (const text of [entry.meaning, entry.evidence, entry.fix]) expect(text).toMatch(/\.$/);
    const named = [...entry.fix.matchAll(/\{([^}]*)\}/g)].map(([, kind]) => kind);
    expect(KINDS).toEqual(expect.arrayContaining(named));
    expect(new Set(entry.aliases).size).toBe(entry.aliases?.length ?? 0);
  });
});

describe('docs/findings', () => {
  test.each([...findingPages()])(
    '%s is what the catalogue says (npm run docs:findings)',
    async (file, text) => {
      expect(await readFile(new URL(`../../docs/findings/${file}`, import.meta.url), 'utf8')).toBe(text);
    },
  );
});
