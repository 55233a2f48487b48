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
  level: 'port' | 'workload' | 'namespace' | 'mesh' | 'gateway' | 'default';
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

/** Feature flags in istiod's environment that change an answer (istio-semantics 3, 7 and 10; pilot/pkg/features). */
export const PILOT_FLAGS = [
  'ENABLE_AUTO_MTLS_CHECK_POLICIES',
  'ENABLE_ENHANCED_DESTINATIONRULE_MERGE',
  'ENABLE_EXTERNAL_NAME_ALIAS',
  'ENABLE_TLS_ON_SIDECAR_INGRESS',
  'PILOT_ALLOW_SIDECAR_SERVICE_INBOUND_LISTENER_MERGE',
  'PILOT_ENABLE_AMBIENT',
  'PILOT_ENABLE_DESTINATION_RULE_INHERITANCE',
  'PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES',
  'PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND',
  'PILOT_ENABLE_SENDING_HBONE',
  'PILOT_ENABLE_TELEMETRY_LABEL',
  'PILOT_ENDPOINT_TELEMETRY_LABEL',
  'PILOT_SKIP_VALIDATE_TRUST_DOMAIN',
] as const;
export type PilotFlag = (typeof PILOT_FLAGS)[number];

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
  /** Set where `protocolDetectionTimeout` is more than 0s: a sidecar stops waiting for the first bytes of a client (istio-semantics 2.2). */
  stopsDetecting?: true;
  /** `discoverySelectors`: istiod sees only namespaces that one of them selects; all when absent or empty. */
  discoverySelectors?: LabelSelector[];
  /** `defaultServiceExportTo`; `*` when absent. */
  serviceExportTo?: string[];
  /** `defaultDestinationRuleExportTo`; `*` when absent. */
  destinationRuleExportTo?: string[];
  /** `defaultVirtualServiceExportTo`; `*` when absent. */
  virtualServiceExportTo?: string[];
  /** Set where istiod has an empty REVISION: it reads objects whatever revision their label names (istio-semantics 1.1). */
  readsAllRevisions?: true;
  /** Names that injection webhooks and operators give to the revision besides its own; sorted. */
  tags?: string[];
  /** Trust domains whose identities count as of this mesh beside its own: `trustDomainAliases`. */
  trustDomainAliases?: string[];
  /** Trust domains of `caCertificates`: sidecars accept their clients, but have no such identities themselves. */
  foreignTrustDomains?: string[];
  /** Namespaces of the mesh where a member roll names them (OpenShift Service Mesh 2); no limit when absent. */
  members?: string[];
  /** Flags that istiod was given; those it was not given have the default of its version. Absent: its environment is not known. */
  flags?: { [K in PilotFlag]?: boolean };
  /** `defaultConfig`: what proxies are injected with unless a pod says otherwise. */
  proxyDefaults?: Record<string, unknown>;
  /** Suites of TLS 1.2 that sidecars accept (`meshMTLS.cipherSuites`, less what a compliance policy forbids); absent where none are listed. */
  tlsCiphers?: string[];
  /** Why a sidecar may refuse the TLS of a client for want of a common key exchange or cipher; absent where it does not. */
  narrowTls?: string;
  /** The one TLS version that client sidecars offer, where a compliance policy leaves one; 1.2 and 1.3 when absent. */
  clientTls?: '1.2' | '1.3';
  /** The object of an operator that the control plane comes from. */
  operator?: ObjectReference;
  /** The objects that the settings were read from; a later one overrides an earlier one. */
  sources?: ObjectReference[];
  /** Why the mesh configuration in force is not known, as a half sentence: nothing that depends on it is proved. */
  unread?: string;
  /** Things about the mesh configuration that lower confidence, in plain words. */
  doubts: string[];
}
