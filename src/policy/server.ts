import type { MutualTls, PeerAuthentication } from '../model/istio.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, Mode, ServerPolicy } from '../model/policy.ts';
import type { RejectedObject } from '../model/reference.ts';
import { selecting, selectorOf } from './by-selector.ts';
import { inRevision } from './client/in-revision.ts';
import { isDiscovered, undiscovered } from './discovered.ts';
import { perWorkload } from './per-workload.ts';
import { byAge, type PolicyIndex } from './policy-index.ts';
import { isRecord, referenceTo } from './well-formed.ts';

const KIND = 'PeerAuthentication';
const MODES: readonly string[] = ['STRICT', 'PERMISSIVE', 'DISABLE'] satisfies Mode[];

/** The policies that count for one pod, one a level (istio-semantics 1.2). */
interface Levels {
  mesh?: PeerAuthentication;
  namespace?: PeerAuthentication;
  workload?: PeerAuthentication;
  rejected: RejectedObject[];
  /** What follows for a port, once it has been asked for. */
  ports: Map<number, ServerPolicy>;
}

/**
 * The mode that PeerAuthentication declares for one container port: mesh < namespace < workload < port, the oldest of a level,
 * UNSET inherits, PERMISSIVE when nothing is said (istio-semantics 1.2; pilot/pkg/security/authn/policy_applier.go).
 */
export function serverPolicy(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): ServerPolicy {
  const { namespace = '', labels } = pod.metadata ?? {};
  const levels = levelsOf(index, mesh, namespace, labels);
  const known = levels.ports.get(port) ?? atPort(levels, port);
  levels.ports.set(port, known);
  return known;
}

function atPort(levels: Levels, port: number): ServerPolicy {
  let decided: Omit<ServerPolicy, 'rejected'> = { mode: 'PERMISSIVE', decidedBy: null, level: 'default' };
  for (const level of ['mesh', 'namespace', 'workload'] as const) {
    const policy = levels[level];
    const mode = policy && modeOf(policy.spec?.mtls);
    if (policy && mode) decided = { mode, decidedBy: referenceTo(KIND, policy), level };
  }
  const { workload } = levels;
  const mode = workload && modeOf(portEntry(workload, port));
  if (workload && mode) decided = { mode, decidedBy: referenceTo(KIND, workload), level: 'port' };
  return { ...decided, rejected: levels.rejected };
}

/** Found once for all pods of a namespace with the same labels. */
export const levelsOf = perWorkload<Levels>((index, mesh, namespace, labels = {}) => {
  const root = mesh.rootNamespace;
  const levels: Levels = { rejected: [], ports: new Map() };
  const places = namespace === root ? [root] : [root, namespace];
  const policies = places.flatMap((place) =>
    selecting(index.peerAuthenticationsBySelector, place, labels).sort(byAge),
  );
  for (const policy of policies) {
    const level = levelOf(policy, root);
    const why = reasonAgainst(index, policy, level, levels, mesh);
    if (why !== null) levels.rejected.push({ object: referenceTo(KIND, policy), why });
    else if (level !== 'dead') levels[level] = policy;
  }
  return levels;
});

type Level = 'mesh' | 'namespace' | 'workload';

/** A selector in the root namespace makes a policy dead, whatever its field comment says (istio-semantics 1.2). */
function levelOf(policy: PeerAuthentication, root: string): Level | 'dead' {
  const inRoot = policy.metadata?.namespace === root;
  if (selectorOf(policy) === null) return inRoot ? 'mesh' : 'namespace';
  return inRoot ? 'dead' : 'workload';
}

function reasonAgainst(
  index: PolicyIndex,
  policy: PeerAuthentication,
  level: Level | 'dead',
  levels: Levels,
  mesh: MeshSettings,
): string | null {
  const unread = whyUnread(index, mesh, policy);
  if (unread !== null) return unread;
  if (level === 'dead') return 'a policy with a selector in the root namespace has no effect';
  const winner = levels[level];
  return winner ? `${winner.metadata?.name} is older, and only the oldest policy of a level counts` : null;
}

/** Why istiod does not read a policy at all; null when it does (istio-semantics 1.1). */
export function whyUnread(index: PolicyIndex, mesh: MeshSettings, policy: PeerAuthentication): string | null {
  const { namespace = '', labels } = policy.metadata ?? {};
  if (!inRevision(policy, mesh)) {
    return `its label istio.io/rev=${labels?.['istio.io/rev']} names another revision than ${mesh.revision}`;
  }
  return isDiscovered(index, mesh, namespace) ? null : undiscovered(mesh, namespace);
}

/** What a policy says of one container port. */
export function portEntry(policy: PeerAuthentication, port: number): MutualTls | undefined {
  const ports: unknown = policy.spec?.portLevelMtls;
  const entry = isRecord(ports) && Object.hasOwn(ports, String(port)) ? ports[String(port)] : undefined;
  return isRecord(entry) ? entry : undefined;
}

/** Null for UNSET, absent and unknown values: they inherit. */
export function modeOf(mtls: unknown): Mode | null {
  const mode = isRecord(mtls) ? mtls['mode'] : undefined;
  return typeof mode === 'string' && MODES.includes(mode) ? (mode as Mode) : null;
}
