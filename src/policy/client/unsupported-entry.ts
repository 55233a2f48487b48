import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { keyOf, type PolicyIndex } from '../policy-index.ts';
import { covers } from './host.ts';
import { inRevision } from './in-revision.ts';
import { textsOf } from './untrusted.ts';

/** Names the ServiceEntry that gives a Kubernetes Service's host more endpoints, which are not evaluated; null when there is none. */
export function unsupportedEntry(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
): string | null {
  if (!index.serviceByName.has(`${target.namespace}/${target.service}`)) return null;
  const entry = index.serviceentries.find(
    (object) =>
      textsOf(object.spec?.hosts).some((host) => covers(host, target.host)) && inRevision(object, mesh),
  );
  return entry ? `ServiceEntry ${keyOf(entry)} names the host, and its endpoints are not evaluated.` : null;
}
