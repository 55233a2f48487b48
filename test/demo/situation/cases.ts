/** The real-life cases of policy scope (A), injection and redirection (B), the client side (C), headless Services (D) and false conclusions (H). */
export const CASES: readonly string[] = [
  ...ids('A', 1, 2, 4, 5, 7, 9, 10, 11, 12, 13, 15, 16, 17, 19, 21, 23),
  ...ids('B', 1, 3, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 18, 19, 21, 22, 25, 27, 29, 30, 31),
  ...ids('C', 1, 2, 4, 6, 7, 8, 9, 12, 13, 14, 15, 17, 19, 20, 23, 24, 26, 27, 29, 30),
  ...ids('D', 1, 2, 4, 5, 7, 8),
  ...ids('H', 1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19),
];

function ids(letter: string, ...numbers: number[]): string[] {
  return numbers.map((number) => `${letter}${String(number).padStart(2, '0')}`);
}
