import { Ajv, type ErrorObject } from 'ajv';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import schema from '../../schemas/config.schema.json' with { type: 'json' };
import { ENTRIES } from '../catalogue/catalogue.ts';
import { VerifyError } from '../model/errors.ts';
import { printable } from '../util/text.ts';
import type { Config } from './config.ts';

const isConfig = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<Config>(schema);

/** Problems told at once; the rest is counted. */
const TOLD = 10;

interface Problem {
  path: (string | number)[];
  what: string;
}

/** A configuration file as what it says. Throws a `VerifyError` that names the line of everything that is wrong with it. */
export function parseConfig(file: string, text: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number, what: string) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}: ${what}`;
  };
  if (document.errors.length > 0)
    refuse(document.errors.map(({ pos: [offset], message }) => at(offset, message)));
  const content = contentOf(document, (message) => refuse([at(0, message)]));
  const refuseAll = (problems: readonly Problem[]) =>
    refuse(
      problems
        .map(({ path, what }) => ({ offset: offsetOf(document, path), what }))
        .toSorted((a, b) => a.offset - b.offset)
        .map(({ offset, what }) => at(offset, what)),
    );
  if (!isConfig(content)) return refuseAll((isConfig.errors ?? []).map(problemOf));
  const problems = meaningless(content);
  if (problems.length > 0) refuseAll(problems);
  return content;
}

function contentOf(document: Document, fail: (message: string) => never): unknown {
  try {
    // Aliases may stand for more than a file could hold.
    return document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** What the schema cannot say. */
function meaningless({ exceptions = [] }: Config): Problem[] {
  return exceptions.flatMap(({ finding, verdict, expires }, index): Problem[] => {
    const path = ['exceptions', index];
    const day = new Date(`${expires}T00:00:00Z`);
    const isDay = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(expires);
    const entry = ENTRIES.find(({ code }) => code === finding);
    return [
      ...(finding === undefined && verdict === undefined
        ? [{ path, what: `exceptions[${index}] must name a finding or a verdict that it allows` }]
        : []),
      ...(finding !== undefined && entry?.kind !== 'cause'
        ? [{ path: [...path, 'finding'], what: `${finding} is not the code of a drift` }]
        : []),
      ...(isDay ? [] : [{ path: [...path, 'expires'], what: `${expires} is no day of the calendar` }]),
    ];
  });
}

function problemOf({ instancePath, message = 'is wrong', keyword, params }: ErrorObject): Problem {
  const path = instancePath.split('/').slice(1).map(unescapePointer);
  const surplus: unknown = keyword === 'additionalProperties' ? params['additionalProperty'] : undefined;
  if (typeof surplus === 'string')
    return { path: [...path, surplus], what: `${nameOf(path)} has no field ${surplus}` };
  const allowed: unknown = params['allowedValues'];
  const values = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return { path, what: `${nameOf(path)} ${message}${values}` };
}

/** Where a place of the document begins in the text; where it is not there, what would hold it. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** `exceptions[0].reason`; `the file` for the whole. */
function nameOf(path: readonly string[]): string {
  const name = path.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('');
  return name === '' ? 'the file' : name.replace(/^\./, '');
}

/** RFC 6901. */
function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function refuse(problems: readonly string[]): never {
  const told = problems.slice(0, TOLD).map((problem) => printable(problem, 300));
  const more = problems.length > TOLD ? [`and ${problems.length - TOLD} more`] : [];
  throw new VerifyError('CONFIG', [...told, ...more].join('; '));
}
