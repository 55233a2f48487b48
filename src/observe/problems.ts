import type { ProbeLine, SourceProblem } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';

/** What the containers of a source said went wrong with them, each thing once. */
export function problemsOf(lines: ReadonlyMap<Role, readonly ProbeLine[]>): SourceProblem[] {
  const said = new Map<string, SourceProblem>();
  for (const [role, found] of lines) {
    for (const line of found) {
      if (line.type !== 'problem') continue;
      const { reason, detail } = line;
      const key = `${role} ${reason}`;
      // Every shard has its own pod: what one says stands for all.
      if (!said.has(key)) said.set(key, { role, reason, detail });
    }
  }
  return [...said.values()];
}

/**
 * The lines without what a sidecar sent that shows a certificate which is not valid: servers refuse it, and that says nothing about
 * policies. These dials count as not run.
 */
export function believable(lines: ReadonlyMap<Role, readonly ProbeLine[]>): Map<Role, readonly ProbeLine[]> {
  const invalid = problemsOf(lines).some(({ reason }) => reason === 'certificate-not-valid');
  const notRun = (line: ProbeLine): ProbeLine => {
    if (line.type !== 'result') return line;
    const { target, dial } = line;
    return { type: 'not-run', target, dial, reason: 'no-certificate' };
  };
  const believed = (role: Role, found: readonly ProbeLine[]) =>
    invalid && role === 'via' ? found.map(notRun) : found;
  return new Map([...lines].map(([role, found]) => [role, believed(role, found)]));
}
