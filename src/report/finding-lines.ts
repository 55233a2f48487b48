import type { ReportedFinding } from '../model/finding.ts';
import type { ObjectReference } from '../model/reference.ts';
import { paint } from '../util/colour.ts';
import { groupBy } from '../util/group.ts';
import { count, printable } from '../util/text.ts';
import type { ReportOptions } from './format.ts';
import { wrap } from './wrap.ts';

/** What is said of objects, for people: how bad and what, then which objects and why (`shown` of them), then what to do. */
export function findingLines(
  findings: readonly ReportedFinding[],
  { colour, width }: ReportOptions,
  shown = Number.POSITIVE_INFINITY,
): string[] {
  const groups = groupBy(findings, ({ code, fix }) => `${code} ${fix}`);
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { level, code, title, fix } = first;
    const all = [first, ...others];
    const told = all.slice(0, shown);
    const more = all.length - told.length;
    return [
      paint(level === 'error' ? 'red' : 'yellow', `${level} ${code}: ${title}`, colour),
      ...told.flatMap(({ objects, detail }) =>
        wrap(printable(`${objects.map(named).join(', ')}. ${detail}`), width, 2),
      ),
      ...(more > 0 ? [`  and ${count(more, 'more finding')} of the same kind`] : []),
      ...wrap(printable(`To do: ${fix}`), width, 2),
    ];
  });
}

/** `PeerAuthentication shop/default`; `(default)` for none. */
export function named(reference: ObjectReference | null): string {
  if (!reference) return '(default)';
  const { kind, namespace, name } = reference;
  return printable(`${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`, 300);
}
