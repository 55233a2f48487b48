import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { Targets } from '../../model/target.ts';
import { hiddenService } from '../client/hidden-service.ts';
import type { PolicyIndex } from '../policy-index.ts';
import type { Finding } from './finding.ts';

/** MTLS410: a Sidecar for a whole namespace that hides Services of this same namespace from its pods (istio-semantics 3.1). */
export function hiddenServiceFindings(
  index: PolicyIndex,
  meshes: readonly MeshSettings[],
  targets: Targets,
): Finding[] {
  if (index.sidecars.length === 0) return [];
  const found = new Map<string, { by: ObjectReference; services: Set<string> }>();
  for (const mesh of meshes) {
    for (const target of targets.services) {
      const client = { namespace: target.namespace, labels: {} };
      const by = hiddenService(index, mesh, client, target, false)?.decidedBy;
      if (by?.kind !== 'Sidecar') continue;
      const key = `${by.namespace}/${by.name}`;
      const known = found.get(key) ?? { by, services: new Set<string>() };
      known.services.add(target.service);
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ by, services }) => {
    const [first = ''] = [...services].toSorted();
    const more = services.size > 1 ? ` and ${services.size - 1} more` : '';
    return {
      code: 'MTLS410',
      objects: [by],
      detail: `Service ${first}${more} is not among its egress hosts.`,
    };
  });
}
