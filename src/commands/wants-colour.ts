/** Whether the table may be coloured: asked for, not forbidden by NO_COLOR, and on a terminal that can (or FORCE_COLOR says so). */
export function wantsColour({ color, output }: { color: boolean; output: string }): boolean {
  const { env } = process;
  if (output !== 'table' || !color || env.NO_COLOR) return false;
  return Boolean(env.FORCE_COLOR) || (process.stdout.isTTY === true && !env.CI && env.TERM !== 'dumb');
}
