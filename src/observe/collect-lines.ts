import type { LogOrigin, ProbeLine } from '../model/observation.ts';
import { ROLES, type Role } from '../model/plan.ts';
import { createFrameReader, type FrameReader } from './parse-frames.ts';

/**
 * Gathers the result lines of every role as the log texts of its containers come in. Of a shard that is probed again by another
 * pod only the lines of the latest pod count: what the lost one saw may be half of the truth.
 */
export function collectLines(nonce: string): {
  /** The lines of each role so far, in the order of the shards. */
  lines(): Map<Role, ProbeLine[]>;
  /** Takes log text of one container; true once its end marker and every line before it were read. */
  push(origin: LogOrigin, chunk: string): boolean;
} {
  const shards = new Map(
    ROLES.map((role) => [role, new Map<number, { pod: string; reader: FrameReader; lines: ProbeLine[] }>()]),
  );
  return {
    lines: () =>
      new Map(
        [...shards].map(([role, parts]) => [
          role,
          [...parts].toSorted(([a], [b]) => a - b).flatMap(([, { lines }]) => lines),
        ]),
      ),
    push({ role, shard, pod }, chunk) {
      const parts = shards.get(role);
      const known = parts?.get(shard);
      const part = known?.pod === pod ? known : { pod, reader: createFrameReader(nonce), lines: [] };
      parts?.set(shard, part);
      part.lines.push(...part.reader.push(chunk));
      return part.reader.complete();
    },
  };
}
