/** Text from the wire as it may go into the log: printable ASCII, all else replaced by a dot, at most `max` characters. */
export function ascii(text: string, max: number): string {
  return text.slice(0, max).replace(/[^\x20-\x7e]/g, '.');
}
