/** Whether text must be ASCII: asked for, or the locale says that the terminal shows nothing else. Without a locale UTF-8 is taken for granted. */
export function wantsAscii(ascii: boolean): boolean {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const locale = LC_ALL || LC_CTYPE || LANG || 'UTF-8';
  return ascii || !/utf-?8/i.test(locale);
}
