import type { DialKind, Role } from './plan.ts';

/** The certificate a server showed. */
export interface PeerCertificate {
  /** URI subject alternative names, at most 8. */
  uris: string[];
  subject: string;
  issuer: string;
  /** ISO 8601, as notAfter; empty when it cannot be read. */
  notBefore: string;
  notAfter: string;
  /** Kind of key: `EC prime256v1`, `RSA 2048`. */
  key: string;
  fingerprint256: string;
  /** True when the chain leads to a root of the mesh; null when no root was given or the chain could not be read. */
  trusted: boolean | null;
}

/** How the prober's own sidecar is set to send to a Service: read from the cluster that made the connection. */
export interface ClusterSetting {
  /** `auto`: mTLS to endpoints that take it, plaintext to others. `tls`: SIMPLE or MUTUAL of a DestinationRule. */
  tls: 'auto' | 'mtls' | 'tls' | 'plaintext';
  /** DestinationRule that istiod made the cluster from, `NAMESPACE/NAME`. */
  rule: string | null;
}

/** What the prober's own sidecar counted for the dialled cluster, before and after. */
export interface ProxyCounters {
  /** `cluster.outbound|PORT|SUBSET|HOST` clusters seen. */
  clusters: string[];
  handshakes: number;
  connections: number;
  /** Endpoint (`IP:port`) whose connection count grew; null when none or several did. */
  endpoint: string | null;
  /** Set where every new connection went into HBONE, which has no handshake in the cluster of the Service. */
  tunnelled?: true;
  /** Null when the sidecar did not say; absent where no connection was counted. */
  setting?: ClusterSetting | null;
}

/** The TLS versions and cipher suites that a server takes of a client without a certificate. */
export interface TlsDetails {
  /** Oldest version first; suites in the order in which the server chose them. */
  accepted: { version: string; ciphers: string[] }[];
  /** False when there was more to ask than may be dialled. */
  complete: boolean;
}

/** Raw facts of one dial, as the prober saw them. Times in milliseconds. */
export interface Evidence {
  connected: boolean;
  /** TLS handshake finished on this side (TLS 1.3: says nothing about acceptance). */
  handshake: boolean;
  /** Application bytes written. */
  wrote: number;
  /** Application bytes read. */
  bytes: number;
  /** First bytes read, at most 120, control characters replaced. */
  first: string;
  /** Set when the answer begins like HTTP. `rbac`: its body is Envoy's `RBAC: access denied`. `limited`: a rate limit or an overload. */
  http: { status: number; server: string | null; upstream: boolean; rbac?: true; limited?: true } | null;
  /** How it ended: `data` (enough was read), `eof`, `reset`, `error`, `timeout`. */
  end: 'data' | 'eof' | 'reset' | 'error' | 'timeout';
  /** errno or OpenSSL code of the first error. */
  code: string | null;
  /** Number of the TLS alert received. */
  alert: number | null;
  certificate: PeerCertificate | null;
  /** Also of a handshake that failed after the server's certificate. */
  tls: { version: string; cipher: string; alpn: string | null } | null;
  /** Status of the answer to CONNECT, null when none came; only for the hbone dial. */
  connectStatus?: number | null;
  ms: { connect: number | null; handshake: number | null; total: number };
  /** Fresh connections made before this evidence was accepted. */
  attempts: number;
  /** Only for tls-details. */
  details?: TlsDetails;
  /** Present when the target was looked at more than once. */
  looks?: Looks;
  /** Only for via-sidecar; null when the proxy's counters could not be read. */
  proxy?: ProxyCounters | null;
}

/** How the answer of a dial came to stand, where the first one was not as predicted or may pass. */
export interface Looks {
  /** Times that the target was dialled. */
  count: number;
  /** From the first answer to the one that stands, in milliseconds. */
  ms: number;
  /** What the dial met at first. */
  first: Outcome;
}

/** The container that a piece of log comes from. */
export interface LogOrigin {
  role: Role;
  /** Part of the plan that its pod has. */
  shard: number;
  pod: string;
}

/**
 * Dials at ports of our own. `must-wait`: accepts and is silent. `must-drop`: nothing comes back at connect. `must-demand`: shows a
 * certificate and demands one. `must-accept`: takes the mesh certificate of the probe.
 */
export const CONTROLS = [
  'must-answer',
  'must-refuse',
  'must-wait',
  'must-drop',
  'must-demand',
  'must-accept',
] as const;
export type ControlName = (typeof CONTROLS)[number];

/** One line of a probe container. */
export type ProbeLine =
  | { type: 'start'; role: Role; node: string }
  | { type: 'result'; target: string; dial: DialKind; evidence: Evidence }
  | { type: 'not-run'; target: string; dial: DialKind; reason: NotRunReason }
  | { type: 'control'; name: ControlName; ok: boolean; detail: string }
  /** The mesh certificate of the probe itself; its key stays in the pod. */
  | { type: 'identity'; certificate: PeerCertificate }
  | { type: 'problem'; reason: ProblemReason; detail: string }
  | { type: 'end'; results: number };

/** Why a whole role could not dial. */
export type ProblemReason = 'no-certificate' | 'certificate-not-valid' | 'proxy-not-ready';

/** What a probe container said went wrong. */
export interface SourceProblem {
  role: Role;
  reason: ProblemReason;
  detail: string;
}

/** `no-mesh-certificate`: nothing there shows a certificate of the mesh, so the dial would prove nothing. */
export type NotRunReason =
  | 'database-port'
  | 'control-failed'
  | 'no-mesh-certificate'
  | 'deadline'
  | 'no-certificate'
  | 'proxy-not-ready'
  | 'not-reported'
  | 'unsettled';

/** Outcome classes of design section 5. */
export const OUTCOMES = [
  'replied',
  'closed-after-bytes',
  'certificate-required',
  'certificate-rejected',
  'version-refused',
  'not-tls',
  'application-tls',
  'denied',
  'tunnel-refused',
  'connection-refused',
  'unreachable',
  'silent',
  'not-run',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One cell: what a dial met at a target. */
export interface Observation {
  target: string;
  dial: DialKind;
  outcome: Outcome;
  /** The server showed the mesh's certificate (SPIFFE id of the target, chain to the mesh root where that is known). */
  meshCertificate: boolean;
  /** Present only with outcome `not-run`. */
  reason?: NotRunReason;
  /** Absent with outcome `not-run`. */
  evidence?: Evidence;
}
