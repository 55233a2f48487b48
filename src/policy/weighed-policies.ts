import type { PeerAuthentication } from '../model/istio.ts';
import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings, Mode, ServerPolicy } from '../model/policy.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { PolicyIndex } from './policy-index.ts';
import { levelsOf, modeOf, portEntry } from './server.ts';
import { referenceTo } from './well-formed.ts';

const LEVELS = ['port', 'workload', 'namespace', 'mesh'] as const;
type Level = (typeof LEVELS)[number];

/** A policy that was looked at for one port of a pod. */
export interface WeighedPolicy {
  object: ObjectReference;
  /** Null where it does not count at any level. */
  level: ServerPolicy['level'] | null;
  /** What it says for the port; null where that is nothing (UNSET). */
  mode: Mode | null;
  decides: boolean;
  /** Why it decides, or why it does not: a sentence without a full stop. */
  why: string;
}

/**
 * The PeerAuthentications that were weighed for a port, the narrowest level first, then those that do not count at all; `declared` is
 * what came of them (istio-semantics 1.2).
 */
export function weighedPolicies(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: number,
  declared: ServerPolicy,
): WeighedPolicy[] {
  const { namespace = '', labels } = pod.metadata ?? {};
  const found = levelsOf(index, mesh, namespace, labels);
  const counting = LEVELS.flatMap((level): WeighedPolicy[] => {
    const policy = level === 'port' ? found.workload : found[level];
    const entry = level === 'port' && policy ? portEntry(policy, port) : policy?.spec?.mtls;
    if (!policy || (level === 'port' && entry === undefined)) return [];
    return [weigh(policy, level, modeOf(entry), declared)];
  });
  const ignored = declared.rejected.map(
    ({ object, why }): WeighedPolicy => ({ object, level: null, mode: null, decides: false, why }),
  );
  return [...other(declared), ...counting, ...ignored];
}

function weigh(
  policy: PeerAuthentication,
  level: Level,
  mode: Mode | null,
  declared: ServerPolicy,
): WeighedPolicy {
  const object = referenceTo('PeerAuthentication', policy);
  const decides = declared.level === level && declared.decidedBy?.name === object.name;
  return { object, level, mode, decides, why: decides ? 'it decides' : whyNot(level, mode, declared) };
}

function whyNot(level: Level, mode: Mode | null, declared: ServerPolicy): string {
  if (declared.level === 'gateway') return 'PeerAuthentication has no effect on the ports of a gateway';
  if (mode === null) return 'it sets no mode (UNSET), so the next level counts';
  return `the ${declared.level} level comes before the ${level} level`;
}

/** A Gateway, which is no PeerAuthentication. */
function other({ decidedBy, level, mode }: ServerPolicy): WeighedPolicy[] {
  if (level !== 'gateway' || decidedBy === null) return [];
  return [{ object: decidedBy, level, mode, decides: true, why: 'it opens the port' }];
}
