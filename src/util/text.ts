/** Text from the cluster or the wire made safe to print: control characters become spaces, long text is cut. */
export function printable(text: string, max = 2000): string {
  const clean = text
    .slice(0, max)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
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
