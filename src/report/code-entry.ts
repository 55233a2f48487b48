import type { CatalogueEntry } from '../catalogue/catalogue.ts';
import { plainFix } from '../catalogue/fill.ts';
import { wrap } from './wrap.ts';

/** What `mtls-verify explain-code` says of each entry, for people. */
export function codeEntries(entries: readonly CatalogueEntry[], width: number): string {
  return entries.map((entry) => `${lines(entry, width).join('\n')}\n`).join('\n');
}

function lines(
  { code, title, severity, meaning, evidence, fix, page, ...entry }: CatalogueEntry,
  width: number,
) {
  const named = entry.name === null ? [] : [`In the JSON report: ${entry.kind} ${entry.name}`];
  const aliases = entry.aliases === undefined ? [] : [`In Kiali or istioctl: ${entry.aliases.join(', ')}`];
  return [
    `${code} (${severity}) ${title}`,
    meaning,
    `Looked at: ${evidence}`,
    `To do: ${plainFix(fix)}`,
    ...named,
    ...aliases,
    `Documentation: ${page}`,
  ].flatMap((text, index) => wrap(text, width, index === 0 ? 0 : 2));
}
