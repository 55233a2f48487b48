import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { ObjectReference } from '../model/reference.ts';
import { ambientHistory } from '../policy/ambient/history.ts';
import type { Finding } from '../policy/findings/finding.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';

/** Where ztunnel does, or may do, something else than the policies of an ambient pod say (measured.md section 6). */
export function ambientFindings(
  index: PolicyIndex,
  mesh: MeshSettings,
  pod: Pod,
  port: string,
  objects: ObjectReference[],
  { declared, effective }: Pick<EndpointPrediction, 'declared' | 'effective'>,
): Finding[] {
  if (effective === 'NONE') {
    const detail = `${port}: the pod is taken out of capture.`;
    return declared.mode === 'STRICT' ? [{ code: 'MTLS309', objects, detail }] : [];
  }
  if (declared.mode !== 'STRICT' && effective === 'STRICT')
    return [{ code: 'MTLS312', objects, detail: `${port} stays STRICT.` }];
  if (declared.mode === 'STRICT' && effective !== 'STRICT')
    return [{ code: 'MTLS319', objects, detail: `${port} accepts plaintext.` }];
  const history = ambientHistory(index, mesh, pod);
  // One for the pod: which of its ports differ depends on what was in force then.
  const whole = [...objects.slice(0, 1), ...(history ? [history.policy] : [])];
  if (history?.effect === 'open')
    return [{ code: 'MTLS318', objects: whole, detail: 'Ports that are STRICT may accept plaintext.' }];
  if (history?.effect === 'closed')
    return [{ code: 'MTLS320', objects: whole, detail: 'Ports that are PERMISSIVE may refuse plaintext.' }];
  return declared.mode === 'DISABLE' ? [{ code: 'MTLS311', objects, detail: `${port} is DISABLE.` }] : [];
}
