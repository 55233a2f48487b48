/** SGR codes of the few styles used; colour only adds to words that already say everything. */
const CODES = { bold: 1, dim: 2, red: 31, yellow: 33, cyan: 36 } as const;
export type Style = keyof typeof CODES;

/** The text in a style, or as it is when colour is off. */
export function paint(style: Style, text: string, colour: boolean): string {
  return colour ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}
