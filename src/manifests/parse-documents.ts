import { parseAllDocuments } from 'yaml';
import { VerifyError } from '../model/errors.ts';
import { printable } from '../util/text.ts';

export type Manifest = Record<string, unknown>;

/** Objects nest in Lists at most this deep. */
const MAX_DEPTH = 4;

/** The objects of a manifest file: YAML of one or more documents, or JSON; Lists are taken apart. */
export function parseDocuments(text: string, file: string): Manifest[] {
  return documentsOf(text, file).flatMap((document) => flatten(document, MAX_DEPTH));
}

function documentsOf(text: string, file: string): unknown[] {
  if (/^\s*[[{]/.test(text)) {
    try {
      return [JSON.parse(text)];
    } catch {
      // YAML in flow style starts the same way.
    }
  }
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error) throw unreadable(file, error.message);
    try {
      return document.toJS({ maxAliasCount: 100 }) as unknown;
    } catch (cause) {
      throw unreadable(file, cause instanceof Error ? cause.message : String(cause));
    }
  });
}

function flatten(value: unknown, depth: number): Manifest[] {
  if (Array.isArray(value)) return depth > 0 ? value.flatMap((one) => flatten(one, depth - 1)) : [];
  if (typeof value !== 'object' || value === null) return [];
  const manifest = value as Manifest;
  const { kind, items } = manifest;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // Items of a typed List (PodList) may leave out their own kind.
    const own = kind.slice(0, -'List'.length);
    return items.flatMap((item) => flatten(own && isObject(item) ? { kind: own, ...item } : item, depth - 1));
  }
  return typeof kind === 'string' ? [manifest] : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(file: string, message: string): VerifyError {
  return new VerifyError(
    'MANIFEST',
    `${file} cannot be read: ${printable(message.split('\n')[0] ?? '', 300)}`,
    'give YAML or JSON manifests; render templates first',
  );
}
