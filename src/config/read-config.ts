import { readFile } from 'node:fs/promises';
import { VerifyError } from '../model/errors.ts';
import type { Config } from './config.ts';

/** Read from the working directory where no file is named. */
const DEFAULT_FILE = 'mtls-verify.yaml';

/** The configuration of a run: of the file that was named, else of the one in the working directory. Null: of none. */
export async function readConfig(file: string | null | undefined): Promise<Config> {
  if (file === null) return {};
  const text = await read(file ?? DEFAULT_FILE, file !== undefined);
  if (text === null) return {};
  // A validator that other runs have no use for.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(file ?? DEFAULT_FILE, text);
}

async function read(file: string, needed: boolean): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (!needed && error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    const why = error instanceof Error ? error.message : String(error);
    throw new VerifyError('CONFIG', `${file} cannot be read: ${why}`, undefined, error);
  }
}
