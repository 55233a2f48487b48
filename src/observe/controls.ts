import type { ControlName, ProbeLine } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';

/** A control that a probe container made and that did not come out as it must. */
export interface FailedControl {
  role: Role;
  name: ControlName;
  detail: string;
}

/** What shows that a probe does not work: of every role that got as far as making controls. */
export function failedControls(lines: ReadonlyMap<Role, readonly ProbeLine[]>): FailedControl[] {
  return [...lines].flatMap(([role, found]) =>
    found.flatMap((line) =>
      line.type === 'control' && !line.ok ? [{ role, name: line.name, detail: line.detail }] : [],
    ),
  );
}
