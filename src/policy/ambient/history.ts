import type { PeerAuthentication } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import { convert, enforcedOn, portModes } from './conversion.ts';
import { ambientLevels } from './levels.ts';
import { modeAt } from './mode.ts';

/** A port that no policy names. */
const NO_PORT = 0;

export interface AmbientHistory {
  effect: 'open' | 'closed';
  /** The workload policy whose conversion may be an old one. */
  policy: ObjectReference;
}

/**
 * What ztunnel may still enforce from before: istiod converts a workload policy when that policy changes, not when the policies above it
 * do (measured.md section 6, A and C; pilot/pkg/serviceregistry/ambient/policies.go looks them up without watching them). `open`: a
 * STRICT port may take plaintext. `closed`: a PERMISSIVE port may refuse it. Null when the order of changes rules that out.
 */
export function ambientHistory(index: PolicyIndex, mesh: MeshSettings, pod: Pod): AmbientHistory | null {
  const levels = ambientLevels(index, mesh, pod);
  const { workload, parents } = levels;
  const now = enforcedOn(levels);
  if (!workload || now.kind !== 'ports') return null;
  const ports = [NO_PORT, ...portModes(workload).map(([port]) => port)];
  const changes = before(parents.namespace, workload).flatMap((namespace) =>
    before(parents.mesh, workload).flatMap((root) => {
      const then = convert(workload, { namespace, mesh: root });
      return ports.map((port) => {
        const [was, is] = [
          modeAt(then ? { kind: 'ports', ...then } : { kind: 'unsent' }, port),
          modeAt(now, port),
        ];
        if (was === is) return null;
        return is === 'STRICT' ? 'open' : 'closed';
      });
    }),
  );
  const effect = changes.find((change) => change === 'open') ?? changes.find((change) => change !== null);
  return effect ? { effect, policy: referenceTo('PeerAuthentication', workload) } : null;
}

type Policy = PeerAuthentication | undefined;

/** What a policy may have been when the workload policy was last changed. */
function before(policy: Policy, workload: PeerAuthentication): Policy[] {
  if (!policy) return [policy];
  const [created, since] = [creation(policy), lastChange(workload)];
  if (created !== '' && since !== '' && created > since) return [undefined];
  if (!mayHaveChanged(policy, since)) return [policy];
  return ['UNSET', 'STRICT', 'PERMISSIVE'].map((mode) => ({
    ...policy,
    spec: { ...policy.spec, mtls: { mode } },
  }));
}

/** The API server keeps the time of the last change in `managedFields`; without them only the count of changes is known. */
function mayHaveChanged(policy: PeerAuthentication, since: string): boolean {
  const times = changeTimes(policy);
  if (times.length > 0) return times.some((time) => time > since);
  const generation: unknown = isRecord(policy.metadata) ? policy.metadata['generation'] : undefined;
  return typeof generation === 'number' && generation > 1;
}

function lastChange(policy: PeerAuthentication): string {
  return [creation(policy), ...changeTimes(policy)].reduce((last, time) => (time > last ? time : last), '');
}

function creation({ metadata }: PeerAuthentication): string {
  const time: unknown = metadata?.creationTimestamp;
  return typeof time === 'string' ? time : '';
}

function changeTimes({ metadata }: PeerAuthentication): string[] {
  const fields: unknown = isRecord(metadata) ? metadata['managedFields'] : undefined;
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: unknown) =>
    isRecord(field) && typeof field['time'] === 'string' && field['subresource'] !== 'status'
      ? [field['time']]
      : [],
  );
}
