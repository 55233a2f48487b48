import type { Pod } from '../model/kubernetes.ts';
import type { ProbePod, Role, Source } from '../model/plan.ts';
import type { DataPlaneKind, NetworkDoubt } from '../model/prediction.ts';
import type { EndpointTarget } from '../model/target.ts';
import { networkDoubt } from '../policy/network/access.ts';
import type { NetworkEnd } from '../policy/network/peer.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { isBehindZtunnel } from './behind-ztunnel.ts';

export type ProbePods = Record<Source, ProbePod>;

/** Where a sidecar sends HBONE (istio-semantics 8.3: a policy against this port breaks it, while the port itself works). */
const HBONE_PORT = 15008;
const DNS_PORT = 53;

/**
 * Which containers of the probe pods a NetworkPolicy may keep from an endpoint port: ingress of the endpoint's pod, egress of the
 * probe's. A sidecar captures inside its pod, so policies see the container port on both ways (istio-semantics 8.3).
 */
export function networkAt(
  index: PolicyIndex,
  { ip, port, namespace }: EndpointTarget,
  pod: Pod | undefined,
  kind: DataPlaneKind,
  pods: ProbePods,
): Partial<Record<Role, NetworkDoubt>> | null {
  if (index.networkPoliciesBySelector.size === 0 && !leftOut(index)) return null;
  const target: NetworkEnd = {
    namespace: pod ? namespace : null,
    labels: pod?.metadata?.labels ?? {},
    ip,
    hostNetwork: pod?.spec?.hostNetwork === true,
  };
  // The port that the mesh certificate is taken to.
  const captured = isBehindZtunnel(pod) ? HBONE_PORT : port;
  const between = (source: ProbePod, at: number): NetworkDoubt | null => {
    const probe: NetworkEnd = { ...source, ip: null, hostNetwork: false };
    const listener = { protocol: 'TCP' as const, port: at, pod: pod ?? null };
    const ways = [
      networkDoubt(index, 'ingress', target, probe, listener),
      networkDoubt(index, 'egress', probe, target, listener),
    ];
    return ways.find((way) => way?.access === 'denied') ?? ways.find((way) => way !== null) ?? null;
  };
  const found: Record<Role, NetworkDoubt | null> = {
    outside: between(pods['no-sidecar'], port),
    mesh: between(pods.sidecar, captured),
    via: between(pods.sidecar, kind === 'ambient' ? HBONE_PORT : port) ?? withoutDns(index, pods.sidecar),
  };
  const doubts = Object.entries(found).filter(([, doubt]) => doubt !== null);
  return doubts.length === 0 ? null : Object.fromEntries(doubts);
}

/** A client finds a Service by its name: a policy with no way to port 53 at all leaves it without. */
function withoutDns(index: PolicyIndex, { namespace, labels }: ProbePod): NetworkDoubt | null {
  const probe: NetworkEnd = { namespace, labels, ip: null, hostNetwork: false };
  const doubt = networkDoubt(index, 'egress', probe, null, {
    protocol: 'UDP',
    port: DNS_PORT,
    pod: 'unknown',
  });
  if (doubt?.access !== 'denied') return null;
  // A sidecar may answer DNS itself (ISTIO_META_DNS_CAPTURE).
  return { ...doubt, access: 'unknown', reason: `${doubt.reason} to DNS` };
}

function leftOut({ malformed }: PolicyIndex): boolean {
  return malformed.some(({ object }) => object.kind === 'networkpolicies');
}
