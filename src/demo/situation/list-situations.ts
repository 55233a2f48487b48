import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExpectedRun } from './situation.ts';

/** The situations of a folder, by name, each with what it shows and what is expected of it. */
export async function listSituations(folder: string): Promise<(ExpectedRun & { name: string })[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const text = await readFile(join(folder, name, 'expected.json'), 'utf8');
      return { name, ...(JSON.parse(text) as ExpectedRun) };
    }),
  );
}
