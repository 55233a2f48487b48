import type { PortClass } from '../../model/policy.ts';

/**
 * What the wire of a situation does: the file `wire.yaml` of a fixture. It is written down, never computed from the
 * policies of `cluster.yaml`; so a fixture can also lie on purpose (declared STRICT, wire PERMISSIVE).
 *
 *     endpoints:
 *       10.0.0.5:8080: { sidecar: STRICT, class: HTTP, app: http, account: shop/web }
 *       10.0.0.6:9000: { sidecar: none, app: echo }
 *     clients:
 *       web.shop.svc.cluster.local:80: { class: HTTP, to: { 10.0.0.5:8080: mtls } }
 */
export interface Wire {
  trustDomain?: string;
  /** Versions that sidecars accept; default 1.2 to 1.3. */
  minTls?: TlsVersion;
  maxTls?: TlsVersion;
  /** `unaddressed`: the probe pods cannot listen on their own address, so that no control dial of theirs works. */
  probes?: (typeof PROBES)[number];
  /** `NAMESPACE/NAME` of pods that are deleted as soon as a probe pod starts; their ports still answer. */
  leaves?: string[];
  /** Key: `podIP:containerPort`. */
  endpoints: Record<string, WireEndpoint>;
  /** What a mesh client's own sidecar does. Key: `serviceHost:servicePort`. */
  clients?: Record<string, WireClient>;
  /** What is different for clients of a `NAMESPACE`, or of a `NAMESPACE/REVISION`. */
  sources?: Record<string, Record<string, WireClient>>;
}

export const PROBES = ['unaddressed'] as const;

export const TLS_VERSIONS = ['1.2', '1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** What stands before the application. `none`: no sidecar, or a port that is excluded from capture. */
export const SIDECARS = ['STRICT', 'PERMISSIVE', 'DISABLE', 'none'] as const;

/**
 * - `http`: an HTTP server. `echo`: sends back what comes. `http-echo`: HTTP where it looks like it, echo otherwise.
 * - `server-first`: greets, then echoes. `silent`: accepts and says nothing. `down`: nothing listens.
 * - `tls`: TLS with a certificate of its own. `tls-client-cert`: the same, and demands one from the client.
 * - `tls-by-name`: the same as `tls`, for clients that ask for a server by name; others are cut off, as by a gateway.
 */
export const APPS = [
  'http',
  'echo',
  'http-echo',
  'server-first',
  'silent',
  'down',
  'tls',
  'tls-client-cert',
  'tls-by-name',
] as const;
export type App = (typeof APPS)[number];

/** What ztunnel lets in at a pod in ambient mode besides HBONE: nothing, or plaintext. */
export const ZTUNNELS = ['STRICT', 'PERMISSIVE'] as const;

export interface WireEndpoint {
  sidecar: (typeof SIDECARS)[number];
  /** Set for a pod in ambient mode: `sidecar` is `none` then. */
  ztunnel?: (typeof ZTUNNELS)[number];
  /** How the sidecar treats the port; UNDECLARED when left out. */
  class?: PortClass;
  app: App;
  /** `NAMESPACE/SERVICE-ACCOUNT` of the sidecar's certificate, or of ztunnel's for the pod. */
  account?: string;
  /**
   * `expired`, `expiring`, `other-ca`: what is wrong with the sidecar's own certificate. `unverified`: it takes any client certificate.
   * `denied`: by an AuthorizationPolicy, `denied-plaintext`: only without a mesh certificate. `refused`: proxy not ready. `dropped`: by a
   * NetworkPolicy, not even a refusal. `limited`: HTTP by a local rate limit. `hbone-dropped`: port 15008 of the pod is.
   */
  fault?: (typeof FAULTS)[number];
  /** Only with a sidecar: its mode for the first so many plaintext connections, before a policy arrives; it `flaps` when that repeats for ever. */
  first?: { sidecar: (typeof MODES)[number]; plaintext: number; flaps?: boolean };
  /** Nothing listens until the first connection to another endpoint (its key), as while a proxy starts. */
  opensWith?: string;
}
export const MODES = ['STRICT', 'PERMISSIVE', 'DISABLE'] as const;
export const FAULTS = [
  'denied',
  'denied-plaintext',
  'limited',
  'refused',
  'dropped',
  'hbone-dropped',
  'expired',
  'expiring',
  'other-ca',
  'unverified',
] as const;

/**
 * `passthrough`: plaintext past every cluster of the Service, for a sidecar that does not know it; counted nowhere.
 * `hbone`: mTLS to ztunnel, and in it what the application says.
 * `simple` does not trust the application's certificate, `simple-trusted` does, `simple-unverified` does not look.
 */
export const SENDS = [
  'mtls',
  'hbone',
  'plaintext',
  'passthrough',
  'simple',
  'simple-trusted',
  'simple-unverified',
] as const;
export type Sends = (typeof SENDS)[number];

/** `auto`: by auto mTLS. `tls`: SIMPLE or MUTUAL. */
export const CLUSTER_TLS = ['auto', 'mtls', 'tls', 'plaintext'] as const;

export interface WireClient {
  class: Exclude<PortClass, 'UNDECLARED'>;
  /** How its cluster is set, for the proxy's own account of it; without, it gives none. `rule`: the DestinationRule it was made from. */
  /** Its circuit breaker is open: HTTP is turned away. */
  overflow?: boolean;
  cluster?: { tls: (typeof CLUSTER_TLS)[number]; rule?: string };
  /** What is sent to each endpoint (`podIP:containerPort`); taken in turn. Empty: 503, no healthy upstream. */
  to: Record<string, Sends>;
}
