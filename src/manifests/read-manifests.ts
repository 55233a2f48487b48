import type { Snapshot } from '../model/snapshot.ts';
import { readFiles } from './read-files.ts';
import { toSnapshot } from './to-snapshot.ts';

/** The snapshot that manifest files and directories describe. */
export async function readManifests(paths: readonly string[]): Promise<Snapshot> {
  return toSnapshot(await readFiles(paths));
}
