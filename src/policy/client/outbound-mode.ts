import type { MeshSettings } from '../../model/policy.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { MeshClient } from './client-policy.ts';
import { selectSidecar } from './select-sidecar.ts';

/** What a client's sidecar does with hosts it does not know: a Sidecar's own setting replaces the mesh's (istio-semantics 3.1). */
export function outboundMode(index: PolicyIndex, mesh: MeshSettings, client: MeshClient): string {
  const sidecar = selectSidecar(index, client, mesh);
  const own: unknown = sidecar?.spec?.outboundTrafficPolicy;
  if (!isRecord(own)) return mesh.outboundTrafficPolicy;
  // The first value of the enum.
  return typeof own.mode === 'string' ? own.mode : 'REGISTRY_ONLY';
}
