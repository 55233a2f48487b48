/** Whether text on stdout may be coloured: asked for, not forbidden by NO_COLOR, and on a terminal that can (or FORCE_COLOR says so). */
export function wantsColour(color: boolean): boolean {
  const { env } = process;
  if (!color || env.NO_COLOR) return false;
  return Boolean(env.FORCE_COLOR) || (process.stdout.isTTY === true && !env.CI && env.TERM !== 'dumb');
}
