import { listSituations } from '../../demo/situation/list-situations.ts';

/** Names the situations of a folder on stdout, one a line with what it shows. */
export async function printSituations(folder: string): Promise<void> {
  const situations = await listSituations(folder);
  const width = Math.max(...situations.map(({ name }) => name.length));
  for (const { name, summary } of situations) process.stdout.write(`${name.padEnd(width)}  ${summary}\n`);
}
