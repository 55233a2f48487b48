/** Text from the cluster or the wire made safe to print: control characters become spaces, long text is cut. */
export function printable(text: string, max = 2000): string {
  const clean = text
    .slice(0, max)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim();
  return text.length > max ? `${clean}…` : clean;
}
