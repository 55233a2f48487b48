import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { VerifyError } from '../model/errors.ts';
import { type Manifest, parseDocuments } from './parse-documents.ts';

const MANIFEST_NAME = /\.(ya?ml|json)$/i;
const MAX_BYTES = 200 * 1024 * 1024;

/** The objects of manifest files and of all such files below directories, in the order of their names. */
export async function readFiles(paths: readonly string[]): Promise<Manifest[]> {
  const found: Manifest[] = [];
  for (const path of paths) {
    for (const file of await filesOf(path)) found.push(...parseDocuments(await readText(file), file));
  }
  return found;
}

/** The text of a file; a failure says which file and why. */
export async function readText(file: string): Promise<string> {
  return attempt(file, async () => {
    if ((await stat(file)).size > MAX_BYTES) throw new Error('it is larger than 200 MiB');
    return readFile(file, 'utf8');
  });
}

async function filesOf(path: string): Promise<string[]> {
  const directory = await attempt(path, async () => (await stat(path)).isDirectory());
  if (!directory) return [path];
  const entries = await attempt(path, () => readdir(path, { recursive: true, withFileTypes: true }));
  return entries
    .filter((entry) => entry.isFile() && MANIFEST_NAME.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function attempt<T>(path: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VerifyError('MANIFEST', `${path} cannot be read: ${why}`, 'check the path given with -f');
  }
}
