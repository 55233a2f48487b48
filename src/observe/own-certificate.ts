import type { PeerCertificate, ProbeLine } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';

/** The mesh certificate that a probe pod was given; undefined where none was told of. */
export function ownCertificate(lines: ReadonlyMap<Role, readonly ProbeLine[]>): PeerCertificate | undefined {
  const told = (lines.get('mesh') ?? []).find((line) => line.type === 'identity');
  return told?.certificate;
}
