import type { ProbeLine } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';

/** Whether the probes themselves work: every control of every role that got as far as making one. */
export function controlsOf(lines: Map<Role, ProbeLine[]>): { ok: boolean; details: string[] } {
  const failed: string[] = [];
  for (const [role, found] of lines) {
    for (const line of found) {
      if (line.type === 'control' && !line.ok) failed.push(`${role} ${line.name}: ${line.detail}`);
    }
  }
  return { ok: failed.length === 0, details: failed };
}
