/**
 * Characters that act on a terminal or hide in a text: controls, the ends of lines and paragraphs, format characters (bidirectional and
 * zero-width ones, tags), others that are drawn as nothing, and what no
 * document can hold: halves of surrogate pairs and noncharacters.
 */
export const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/** Text from the cluster or the wire made safe to print: what acts or hides becomes a space, long text is cut. */
export function printable(text: string, max = 2000): string {
  const clean = text.slice(0, max).replace(UNPRINTABLE, ' ').trim();
  return text.length > max ? `${clean}…` : clean;
}

/** Cuts the middle out of a long name, since names differ at their end as often as at their start. */
export function truncateMiddle(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  if (width <= 1) return '…'.slice(0, width);
  const head = Math.ceil((width - 1) / 2);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/** A number with its noun: `1 port`, `2 ports`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}
