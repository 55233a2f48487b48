import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { selecting } from './by-selector.ts';
import { perWorkload } from './per-workload.ts';
import { keyOf, type PolicyIndex } from './policy-index.ts';
import { isRecord } from './well-formed.ts';

const MODES: readonly unknown[] = ['UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE', undefined, null];

/** Names a PeerAuthentication of a pod whose mode is none that is known here, on the port or as a whole; null when there is none. */
export function unknownMode(index: PolicyIndex, mesh: MeshSettings, pod: Pod, port: number): string | null {
  const { namespace = '', labels } = pod.metadata ?? {};
  const odd = oddModes(index, mesh, namespace, labels);
  const found = odd.find(({ ports }) => ports === null || ports.includes(String(port)));
  return found ? `PeerAuthentication ${found.name} has a mode that is not known` : null;
}

/** `ports`: where the odd modes are; null: the policy as a whole has one. */
const oddModes = perWorkload<{ name: string; ports: string[] | null }[]>(
  (index, mesh, namespace, labels = {}) =>
    [...new Set([mesh.rootNamespace, namespace])]
      .flatMap((place) => selecting(index.peerAuthenticationsBySelector, place, labels))
      .flatMap((policy) => {
        const entries: unknown = policy.spec?.portLevelMtls;
        const ports = Object.entries(isRecord(entries) ? entries : {}).flatMap(([port, mtls]) =>
          isOdd(mtls) ? [port] : [],
        );
        const whole = isOdd(policy.spec?.mtls);
        return whole || ports.length > 0 ? [{ name: keyOf(policy), ports: whole ? null : ports }] : [];
      }),
);

function isOdd(mtls: unknown): boolean {
  return isRecord(mtls) && !MODES.includes(mtls['mode']);
}
