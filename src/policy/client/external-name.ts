import type { Service } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { isSince } from './since.ts';

/** The host that an ExternalName Service stands for; null for other Services. */
export function externalNameOf({ spec }: Service): string | null {
  const named = spec?.type === 'ExternalName' && typeof spec.externalName === 'string';
  return named && spec.externalName !== '' ? (spec.externalName ?? null) : null;
}

/** Whether ExternalName Services are one more name of their target; before Istio 1.21 they were hosts outside of the mesh (istio-semantics 10). */
export function aliasesExternalNames(mesh: MeshSettings): boolean {
  return mesh.flags?.ENABLE_EXTERNAL_NAME_ALIAS !== false && isSince(mesh.version, 1, 21);
}
