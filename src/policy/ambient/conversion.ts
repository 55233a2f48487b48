import type { PeerAuthentication } from '../../model/istio.ts';
import type { Mode } from '../../model/policy.ts';
import { modeOf } from '../server.ts';
import { isRecord } from '../well-formed.ts';
import type { AmbientLevels, Parents } from './levels.ts';

/**
 * What ztunnel enforces for one workload. `open`: nothing. `strict`: the static policy, on every port. `ports`: the converted workload
 * policy. `unsent`: istiod refers to the converted policy and never sends it, so that nothing is enforced (measured.md section 6).
 */
export type Enforced = { kind: 'open' | 'strict' | 'unsent' } | ({ kind: 'ports' } & Converted);

/** A workload policy as ztunnel reads it: ports that ask for an identity, and ports that do not while all others do. */
interface Converted {
  strict: ReadonlySet<number>;
  exempt: ReadonlySet<number>;
}

/** What istiod attaches to an ambient workload (pilot/pkg/serviceregistry/ambient/authorization.go:convertedSelectorPeerAuthentications). */
export function enforcedOn({ mesh, namespace, workload, parents }: AmbientLevels): Enforced {
  const above = modeOf(namespace?.spec?.mtls) ?? modeOf(mesh?.spec?.mtls);
  const own = modeOf(workload?.spec?.mtls);
  const strict = (own ?? above) === 'STRICT';
  const modes = portModes(workload).map(([, mode]) => mode);
  // With a mode of its own a STRICT workload is asked for DISABLE ports too; without one only for PERMISSIVE ports.
  const exempting = modes.includes('PERMISSIVE') || (own === 'STRICT' && modes.includes('DISABLE'));
  const attached = strict ? exempting : modes.includes('STRICT');
  if (!workload || !attached) return { kind: strict ? 'strict' : 'open' };
  const converted = convert(workload, parents);
  return converted ? { kind: 'ports', ...converted } : { kind: 'unsent' };
}

/**
 * The conversion of a workload policy with port-level modes (authorization.go:convertPeerAuthentication); null when nothing is left to
 * send. It reads the policies above by other rules than the attachment does, which is where ports fall open.
 */
export function convert(policy: PeerAuthentication, { namespace, mesh }: Parents): Converted | null {
  const own = modeOf(policy.spec?.mtls);
  const [wide, root] = [modeOf(namespace?.spec?.mtls), modeOf(mesh?.spec?.mtls)];
  // Under a STRICT mesh the workload's own mode is not asked for: a STRICT port of a PERMISSIVE workload falls open (found by test/oracle).
  const leftToParent = (own === null && wide === 'STRICT') || (wide === null && root === 'STRICT');
  // A namespace policy without a mode hides a STRICT mesh here.
  const exceptionCounts = namespace ? wide === 'STRICT' : root === 'STRICT';
  const strict = new Set<number>();
  const exempt = new Set<number>();
  for (const [port, mode] of portModes(policy)) {
    if (mode === 'STRICT') {
      if (own !== 'STRICT' && !leftToParent) strict.add(port);
    } else if (own === 'STRICT' || (own === null && exceptionCounts)) exempt.add(port);
  }
  return strict.size + exempt.size > 0 ? { strict, exempt } : null;
}

/** Ports with a mode of their own. */
export function portModes(policy: PeerAuthentication | undefined): [number, Mode][] {
  const ports: unknown = policy?.spec?.portLevelMtls;
  return Object.entries(isRecord(ports) ? ports : {}).flatMap(([key, entry]) => {
    const mode = modeOf(entry);
    return mode !== null && /^[1-9]\d{0,4}$/.test(key) ? [[Number(key), mode]] : [];
  });
}
