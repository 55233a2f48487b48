import type { LabelSelector } from './kubernetes.ts';
import type { ObjectReference, RejectedObject } from './reference.ts';

/** What a sidecar accepts on a port (PeerAuthentication `mtls.mode`, UNSET already resolved). */
export type Mode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/**
 * How a sidecar treats a port (istio-semantics 2.1): HTTP (http, http2, grpc…), TCP (tcp, tls, https, mongo, redis,
 * mysql), AUTO (sniffed), UNDECLARED (in no Service of the pod; handled as AUTO).
 */
export type PortClass = 'HTTP' | 'TCP' | 'AUTO' | 'UNDECLARED';

/** The declared server side of one container port. */
export interface ServerPolicy {
  mode: Mode;
  /** The policy that decided; null when no policy applies and Istio's default (PERMISSIVE) holds. */
  decidedBy: ObjectReference | null;
  /** Which level decided. */
  level: 'port' | 'workload' | 'namespace' | 'mesh' | 'default';
  rejected: RejectedObject[];
}

/** What a mesh client's sidecar sends (DestinationRule `trafficPolicy.tls.mode`, or auto mTLS). */
export type ClientTls = 'mtls' | 'plaintext' | 'simple' | 'mutual' | 'hbone';

/** The declared client side of one Service port and endpoint, seen from one client namespace. */
export interface ClientPolicy {
  tls: ClientTls;
  /** `auto`: no DestinationRule sets TLS, auto mTLS decided. `passthrough`: the sidecar does not know the host. */
  source: 'destination-rule' | 'auto' | 'auto-off' | 'passthrough';
  /** The object that decided; null for the mesh default. */
  decidedBy: ObjectReference | null;
  /** One sentence for people: why this and not another. */
  reason: string;
  rejected: RejectedObject[];
  /** Set when a rule that this program does not evaluate takes part: the answer is then not to be trusted. */
  unsupported?: string;
}

/** One Istio control plane and the mesh settings that change an answer (istio-semantics 4.2). */
export interface MeshSettings {
  /** Namespace of istiod. */
  namespace: string;
  /** Revision of istiod, `default` when it has none. */
  revision: string;
  /** Version of istiod from its image tag or labels; null when it cannot be told. */
  version: string | null;
  rootNamespace: string;
  trustDomain: string;
  autoMtls: boolean;
  /** Minimum TLS version that sidecars accept for mesh traffic. */
  minTls: '1.2' | '1.3';
  /** Maximum TLS version; 1.2 under COMPLIANCE_POLICY=fips-140-2. */
  maxTls: '1.2' | '1.3';
  outboundTrafficPolicy: string;
  /** ENABLE_TLS_ON_SIDECAR_INGRESS of istiod: ingress listeners of a Sidecar may end TLS of their own; false when absent. */
  ingressTls?: boolean;
  /** `discoverySelectors`: istiod sees only namespaces that one of them selects; all when absent or empty. */
  discoverySelectors?: LabelSelector[];
  /** `defaultServiceExportTo`; `*` when absent. */
  serviceExportTo?: string[];
  /** `defaultDestinationRuleExportTo`; `*` when absent. */
  destinationRuleExportTo?: string[];
  /** `defaultVirtualServiceExportTo`; `*` when absent. */
  virtualServiceExportTo?: string[];
  /** Things about the mesh configuration that lower confidence, in plain words. */
  doubts: string[];
}
