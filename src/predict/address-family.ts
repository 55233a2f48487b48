import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { proxySetting } from './proxy-config.ts';

/**
 * Whether a pod's sidecar lets connections to an address pass uncaptured: without dual stack the family of the pod's first address
 * alone is redirected (cni/pkg/plugin/sidecar_redirect.go, tools/istio-iptables/pkg/cmd).
 */
export function isOtherFamily(
  pod: Pod,
  ip: string,
  mesh: Pick<MeshSettings, 'proxyDefaults'> | null,
): boolean {
  const first = pod.status?.podIP ?? '';
  if (!ip.includes(':') || first === '' || first.includes(':')) return false;
  return proxySetting(pod, mesh, 'ISTIO_DUAL_STACK') !== 'true';
}
