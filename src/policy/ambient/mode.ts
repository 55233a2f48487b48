import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings, Mode, ServerPolicy } from '../../model/policy.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { modeOf, serverPolicy } from '../server.ts';
import { referenceTo } from '../well-formed.ts';
import { type Enforced, enforcedOn, portModes } from './conversion.ts';
import { type AmbientLevels, ambientLevels } from './levels.ts';

/**
 * The mode that ztunnel makes of PeerAuthentication for one port of an ambient pod, STRICT or PERMISSIVE; 0 is any port that no policy
 * names (istio-semantics 7.1, measured.md section 6, pilot/pkg/serviceregistry/ambient/authorization.go).
 */
export function ambientPolicy(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): ServerPolicy {
  const levels = ambientLevels(index, mesh, pod);
  const enforced = enforcedOn(levels);
  const mode = modeAt(enforced, port);
  const { rejected } = serverPolicy(index, mesh, pod, port);
  return { ...decision(levels, enforced, port, mode), mode, rejected };
}

/** What plaintext meets at a port of the workload. */
export function modeAt(enforced: Enforced, port: number): 'STRICT' | 'PERMISSIVE' {
  switch (enforced.kind) {
    case 'strict':
      return 'STRICT';
    case 'open':
    case 'unsent':
      return 'PERMISSIVE';
    case 'ports': {
      const { strict, exempt } = enforced;
      return strict.has(port) || (exempt.size > 0 && !exempt.has(port)) ? 'STRICT' : 'PERMISSIVE';
    }
  }
}

type Decision = Pick<ServerPolicy, 'decidedBy' | 'level'>;

function decision(levels: AmbientLevels, enforced: Enforced, port: number, mode: Mode): Decision {
  const { workload } = levels;
  const entry = portModes(workload).find(([number]) => number === port)?.[1];
  if (workload && entry !== undefined && (entry === 'STRICT') === (mode === 'STRICT'))
    return { decidedBy: referenceTo('PeerAuthentication', workload), level: 'port' };
  if (workload && enforced.kind === 'unsent')
    return { decidedBy: referenceTo('PeerAuthentication', workload), level: 'workload' };
  for (const level of ['workload', 'namespace', 'mesh'] as const) {
    const policy = levels[level];
    if (policy && modeOf(policy.spec?.mtls))
      return { decidedBy: referenceTo('PeerAuthentication', policy), level };
  }
  return { decidedBy: null, level: 'default' };
}
