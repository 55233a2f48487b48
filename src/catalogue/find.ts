import { compare } from '../util/compare.ts';
import { type CatalogueEntry, ENTRIES } from './catalogue.ts';
import type { Alias } from './entry.ts';

/** Checks of Kiali that find nothing wrong here, and why. */
export const NOT_FOUND_HERE: Readonly<Partial<Record<Alias, string>>> = {
  KIA0205:
    'Kiali asks for a PeerAuthentication beside a DestinationRule with ISTIO_MUTUAL for the mesh. Without one the mode is PERMISSIVE, which accepts mTLS: nothing fails.',
  KIA0206:
    'Kiali asks for a PeerAuthentication beside a DestinationRule with ISTIO_MUTUAL for a namespace. Without one the mode is PERMISSIVE, which accepts mTLS: nothing fails.',
};

/** The entries of a code (`MTLS101`), of a check of Kiali or istioctl (`KIA0501`, `IST0103`) or of a cause or doubt (`no-sidecar`). */
export function findEntries(asked: string): CatalogueEntry[] {
  const text = asked.trim().toUpperCase();
  return ENTRIES.filter((entry) => namesOf(entry).some((name) => name.toUpperCase() === text));
}

/** Names for a text that names nothing: those with its number, those with its words, then the codes next to its number. */
export function nearMatches(asked: string, amount: number): string[] {
  const text = asked.trim().toLowerCase();
  const number = Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10);
  const all = ENTRIES.flatMap((entry) => namesOf(entry).map((name) => ({ name, title: entry.title })));
  const distance = (name: string) => Math.abs(numberOf(name) - number);
  const digits = all.filter(({ name }) => numberOf(name) === number);
  const worded =
    text.length < 3 ? [] : all.filter(({ name, title }) => `${name} ${title}`.toLowerCase().includes(text));
  const next = Number.isNaN(number)
    ? []
    : all
        .filter(({ name }) => name.startsWith('MTLS'))
        .toSorted((a, b) => distance(a.name) - distance(b.name));
  const names = [digits, worded, next].flatMap((found) => found.map(({ name }) => name));
  return [...new Set(names)].slice(0, amount).toSorted(compare);
}

function namesOf({ code, name, aliases = [] }: CatalogueEntry): string[] {
  return [code, ...(name === null ? [] : [name]), ...aliases];
}

function numberOf(name: string): number {
  return Number.parseInt(name.replace(/^\D+/, ''), 10);
}
