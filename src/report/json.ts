import { escapeUnsafe } from './unsafe.ts';

/** A document as JSON, loss-free; characters that could act on a terminal are escaped. */
export function jsonText(document: object): string {
  return `${escapeUnsafe(JSON.stringify(document, null, 2))}\n`;
}
