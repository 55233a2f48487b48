import { UNPRINTABLE } from '../util/text.ts';

/** Characters that act on a terminal or an editor, but for the ends of the lines of a document. */
const UNSAFE = new RegExp(`(?!\\n)${UNPRINTABLE.source}`, UNPRINTABLE.flags);

/** Whether a text holds such a character. */
export function isUnsafe(text: string): boolean {
  return text.search(UNSAFE) >= 0;
}

/** Writes them as `\uXXXX`, for text in which they stand in double quotes only. */
export function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(''),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
