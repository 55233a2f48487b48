import type { DestinationRule } from '../../model/istio.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { isRecord } from '../well-formed.ts';
import { fullHost } from './host.ts';
import { listOf, text, textMap, textsOf } from './untrusted.ts';

export const TLS_MODES = ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

export interface Tls {
  mode: TlsMode;
  /** A Secret's name; a sidecar ignores SIMPLE and MUTUAL with one unless the rule has a workloadSelector. */
  credentialName: string;
  /** Paths of certificate and key are both there, without which MUTUAL has nothing to show. */
  ownFiles: boolean;
}

/** What a policy says for one port or for all: `null` tls means that no `tls` key is there, so auto mTLS holds. */
export interface PortPolicy {
  tls: Tls | null;
  /** Whether the load balancer is PASSTHROUGH; null when none is set. */
  passthrough: boolean | null;
}

export interface Policy extends PortPolicy {
  ports: ReadonlyMap<number, PortPolicy>;
}

export interface Subset {
  name: string;
  labels: Record<string, string>;
  policy: Policy | null;
  from: ObjectReference;
}

/** A DestinationRule with checked types and its host in full. */
export interface Rule {
  reference: ObjectReference;
  namespace: string;
  created: string;
  host: string;
  selector: Record<string, string> | null;
  exportTo: ReadonlySet<string>;
  policy: Policy | null;
  subsets: Subset[];
}

/** Reads a DestinationRule as istiod does: `tls` without a mode is DISABLE, the first entry of a port counts (istio-semantics 3.3). */
export function readRule(object: DestinationRule, domain: string): Rule {
  const namespace = text(object.metadata?.namespace);
  const reference = { kind: 'DestinationRule', namespace, name: text(object.metadata?.name) };
  const { spec } = object;
  const workloads: unknown = spec?.workloadSelector;
  const selector = isRecord(workloads) ? textMap(workloads.matchLabels) : null;
  return {
    reference,
    namespace,
    created: text(object.metadata?.creationTimestamp),
    host: fullHost(text(spec?.host), namespace, domain),
    selector,
    // A rule with a workloadSelector counts as exported to its own namespace alone (istio-semantics 3.2).
    exportTo: new Set(selector === null ? textsOf(spec?.exportTo) : ['.']),
    policy: readPolicy(spec?.trafficPolicy),
    subsets: listOf(spec?.subsets).map((subset) => ({
      name: text(subset.name),
      labels: textMap(subset.labels),
      policy: readPolicy(subset.trafficPolicy),
      from: reference,
    })),
  };
}

function readPolicy(policy: unknown): Policy | null {
  if (!isRecord(policy)) return null;
  const ports = new Map<number, PortPolicy>();
  for (const entry of listOf(policy.portLevelSettings)) {
    const port = isRecord(entry.port) ? entry.port.number : null;
    if (typeof port === 'number' && !ports.has(port)) ports.set(port, readPort(entry));
  }
  return { ...readPort(policy), ports };
}

function readPort(policy: Record<string, unknown>): PortPolicy {
  const balancer = policy.loadBalancer;
  return {
    tls: readTls(policy.tls),
    passthrough: isRecord(balancer) ? balancer.simple === 'PASSTHROUGH' : null,
  };
}

function readTls(tls: unknown): Tls | null {
  if (!isRecord(tls)) return null;
  const mode = TLS_MODES.find((known) => known === tls.mode) ?? 'DISABLE';
  const ownFiles = text(tls.clientCertificate) !== '' && text(tls.privateKey) !== '';
  return { mode, credentialName: text(tls.credentialName), ownFiles };
}
