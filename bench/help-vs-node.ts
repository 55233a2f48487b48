import { execa } from 'execa';
import { type Measure, ratio, timed } from './measure.ts';

/** Start-up: `--help` of the built CLI over a Node that does nothing. */
export async function helpVsNode(): Promise<Measure> {
  const node = (...args: string[]) => timed(() => execa(process.execPath, args));
  const measured = await ratio(
    15,
    () => node('bin/run.js', '--help'),
    () => node('-e', '0'),
  );
  return { ...measured, limit: 2.5, unit: 'ratio' };
}
