import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { selecting } from './by-selector.ts';
import { keyOf, type PolicyIndex } from './policy-index.ts';
import { isRecord } from './well-formed.ts';

const MODES: readonly unknown[] = ['UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE', undefined, null];

/** Names a PeerAuthentication of a pod whose mode is none that is known here, on the port or as a whole; null when there is none. */
export function unknownMode(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): string | null {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  for (const place of [mesh.rootNamespace, namespace]) {
    for (const policy of selecting(index.peerAuthenticationsBySelector, place, labels)) {
      const ports: unknown = policy.spec?.portLevelMtls;
      const own = isRecord(ports) && Object.hasOwn(ports, String(port)) ? ports[String(port)] : null;
      const odd = [policy.spec?.mtls, own].some((mtls) => isRecord(mtls) && !MODES.includes(mtls['mode']));
      if (odd) return `PeerAuthentication ${keyOf(policy)} has a mode that is not known`;
    }
  }
  return null;
}
