import type { Observation, ProbeLine } from '../model/observation.ts';
import { type Batch, DIALS_IN_DOUBT, type ProbePlan, ROLES, type Role } from '../model/plan.ts';
import type { Targets } from '../model/target.ts';
import { failedControls } from './controls.ts';
import { expectedIdentities, isMeshCertificate } from './identity.ts';
import { classify } from './outcome.ts';

type DialLine = Extract<ProbeLine, { type: 'result' | 'not-run' }>;

/**
 * One observation for every dial of the plan; one of a role whose controls failed is `control-failed`, and one without a line is `not-reported`, never accepted and never refused.
 * `trustDomains`: those of mesh certificates; null when any will do.
 */
export function observe(
  lines: ReadonlyMap<Role, readonly ProbeLine[]>,
  plan: Pick<ProbePlan, 'batches'>,
  targets: Targets,
  trustDomains: readonly string[] | null = null,
): Observation[] {
  const voided = new Set(failedControls(lines).map(({ role }) => role));
  const identities = expectedIdentities(targets);
  return ROLES.flatMap((role) => {
    const found = byDial(lines.get(role) ?? []);
    return plan.batches[role].flatMap(({ target, dials }) =>
      [...dials, ...unplanned(target, dials, found)].map((dial): Observation => {
        const line = found.get(keyOf(target, dial));
        if (line?.type === 'result' && voided.has(role)) {
          return { target, dial, outcome: 'not-run', meshCertificate: false, reason: 'control-failed' };
        }
        if (line?.type !== 'result') {
          const reason = line?.reason ?? 'not-reported';
          return { target, dial, outcome: 'not-run', meshCertificate: false, reason };
        }
        const { evidence } = line;
        const meshCertificate = isMeshCertificate(
          evidence.certificate,
          identities.get(target) ?? null,
          trustDomains,
        );
        return { target, dial, outcome: classify(evidence, meshCertificate), meshCertificate, evidence };
      }),
    );
  });
}

/** Dials that the prober added to those of a target. */
function unplanned(target: string, dials: Batch['dials'], found: ReadonlyMap<string, DialLine>) {
  return DIALS_IN_DOUBT.filter(
    (dial) => !dials.includes(dial) && found.get(keyOf(target, dial))?.type === 'result',
  );
}

/** The first line of each dial; a second one for the same dial is not believed. */
function byDial(lines: readonly ProbeLine[]): Map<string, DialLine> {
  const found = new Map<string, DialLine>();
  for (const line of lines) {
    if (line.type !== 'result' && line.type !== 'not-run') continue;
    const key = keyOf(line.target, line.dial);
    if (!found.has(key)) found.set(key, line);
  }
  return found;
}

function keyOf(target: string, dial: string): string {
  return `${dial} ${target}`;
}
