/** What stands for the characters of this program's own texts; as wide as they are, where columns depend on it. */
const STAND_INS: Readonly<Record<string, string>> = {
  '…': '~',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '→': '>',
  '≥': '>=',
  '×': 'x',
};

/** The text in ASCII: letters without their accents, `?` for what has no stand-in. */
export function toAscii(text: string): string {
  // Composed first, so that a letter with its accent is one character; the ellipsis would come apart in NFKC.
  return text.normalize('NFC').replace(/[^\u0000-\u007f]/gu, (character) => {
    const plain = character.normalize('NFKD').replace(/[^\u0000-\u007f]/gu, '');
    return STAND_INS[character] ?? (plain === '' ? '?' : plain);
  });
}
