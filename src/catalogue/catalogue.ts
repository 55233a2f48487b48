import type { Code } from '../model/finding.ts';
import { compare } from '../util/compare.ts';
import { CAUSE_ENTRIES } from './causes.ts';
import { DOUBT_ENTRIES } from './doubts.ts';
import type { Entry, ObjectEntry } from './entry.ts';
import { OBJECT_ENTRIES } from './objects.ts';
import { pageOf } from './page.ts';

/**
 * Everything that is ever found, once: why the wire differs (`cause`), why nothing could be decided (`doubt`), and what is
 * said of objects alone (`object`). A new cause or doubt does not compile until it has its entry here.
 */
export const CATALOGUE = { cause: CAUSE_ENTRIES, doubt: DOUBT_ENTRIES, object: OBJECT_ENTRIES } as const;

export interface CatalogueEntry extends Entry {
  kind: keyof typeof CATALOGUE;
  /** How the JSON report names a cause or doubt; null for what is said of objects. */
  name: string | null;
  /** Page and anchor in docs/findings. */
  page: string;
}

/** The catalogue as a list in the order of the codes. */
export const ENTRIES: readonly CatalogueEntry[] = [
  ...named('cause', CATALOGUE.cause),
  ...named('doubt', CATALOGUE.doubt),
  ...objects(CATALOGUE.object),
].toSorted((a, b) => compare(a.code, b.code));

function named(kind: 'cause' | 'doubt', entries: Readonly<Record<string, Entry>>): CatalogueEntry[] {
  return Object.entries(entries).map(([name, entry]) => ({
    ...entry,
    kind,
    name,
    page: pageOf(entry.code),
  }));
}

function objects(entries: Readonly<Record<string, ObjectEntry>>): CatalogueEntry[] {
  return Object.entries(entries).flatMap(([code, entry]) =>
    isCode(code) ? [{ ...entry, kind: 'object', name: null, code, page: pageOf(code) }] : [],
  );
}

function isCode(text: string): text is Code {
  return /^MTLS\d{3}$/.test(text);
}
