import type { ProbeLine } from '../model/observation.ts';
import { ROLES, type Role } from '../model/plan.ts';
import { createFrameReader } from './parse-frames.ts';

/** Gathers the result lines of every role as their log text comes in. */
export function collectLines(nonce: string): {
  lines: Map<Role, ProbeLine[]>;
  /** Takes log text of one role; true once its end marker and every line before it were read. */
  push(role: Role, chunk: string): boolean;
} {
  const readers = new Map(ROLES.map((role) => [role, createFrameReader(nonce)]));
  const lines = new Map<Role, ProbeLine[]>(ROLES.map((role) => [role, []]));
  return {
    lines,
    push(role, chunk) {
      const reader = readers.get(role);
      if (!reader) return false;
      lines.get(role)?.push(...reader.push(chunk));
      return reader.complete();
    },
  };
}
