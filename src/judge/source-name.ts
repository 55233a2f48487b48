import type { RunSource } from '../model/run.ts';

/** How a source is called among those of a run: by its namespace, and by its revision where the namespace has several. */
export function sourceName({ from, revision }: RunSource, all: readonly RunSource[]): string {
  const several = all.filter((other) => other.from === from).length > 1;
  return several ? `${from} (${revision ?? 'no sidecar'})` : from;
}
