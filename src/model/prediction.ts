import type { GatewayMode } from './gateway.ts';
import type { Outcome } from './observation.ts';
import type { DialKind, Role, UntrustedDial } from './plan.ts';
import type { ClientPolicy, Mode, ServerPolicy } from './policy.ts';
import type { ObjectReference } from './reference.ts';

/** What stands before the application in a pod (istio-semantics 4.4). */
export type DataPlaneKind =
  | 'sidecar-native'
  | 'sidecar-classic'
  | 'ambient'
  | 'proxyless'
  | 'gateway'
  | 'waypoint'
  | 'none'
  | 'no-pod';

export interface DataPlane {
  kind: DataPlaneKind;
  /** Why: the container, annotation or label that says so. */
  reason: string;
}

/** Why a declared mode cannot hold at an endpoint port, or a mesh client cannot get through. */
export const CAUSES = [
  'no-sidecar',
  'host-network',
  'no-pod',
  'excluded-port',
  'not-captured',
  'address-family',
  'proxy-port',
  'listener-tls',
  'tls-version',
  'proxyless',
  'plaintext-to-strict',
  'mtls-to-no-sidecar',
  'mtls-to-disabled',
  'tls-to-sidecar',
  'server-identity',
  'host-not-visible',
  'application-not-listening',
  'server-first',
  'access-denied',
  'envoy-filter',
  'identity-bypassed',
  'identity-unverified',
  'ambient-disable',
  'ambient-conversion',
  'ambient-history',
  'gateway',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

/** An object beside mTLS policy that may change what a dial meets, and how it does. */
export interface Confounder {
  object: ObjectReference;
  /** A sentence without a full stop that names the object. */
  what: string;
}

/** What NetworkPolicies say about a connection that they do not surely let through. */
export interface NetworkDoubt {
  access: 'denied' | 'unknown';
  /** The policies that select one of its ends. */
  policies: ObjectReference[];
  /** Names the policies. */
  reason: string;
}

/**
 * What an AuthorizationPolicy makes of a connection. `refused`: it surely refuses. `doubtful`: that hangs on something unknown.
 * `escaped`: the policy goes by identities, and the connection passes because it has none.
 */
export interface PolicyEffect {
  effect: 'refused' | 'doubtful' | 'escaped';
  policy: ObjectReference;
}

export type EndpointDial = Extract<DialKind, 'plaintext' | 'tls-mesh' | 'tls-plain' | 'mtls'>;
/** The dials that are made at pods in ambient mode only. */
export type AmbientDial = Extract<DialKind, 'silent' | 'hbone' | 'hbone-certless'>;
/** The dials that ask what TLS a sidecar takes and whom it trusts; not made where none shows its certificate. */
export type SidecarDial = Extract<DialKind, 'tls12'> | UntrustedDial;

/** What each dial should meet at one endpoint port, given declared policy and data plane. */
export interface EndpointPrediction {
  target: string;
  declared: ServerPolicy;
  /** Which of several control planes configures the pod, and why; absent where there is one. */
  controlPlane?: { namespace: string; revision: string; reason: string };
  dataPlane: DataPlane;
  /** The mode that the wire should show; `NONE` where nothing enforces the declared one. */
  effective: Mode | 'NONE';
  /** Set at gateways and waypoints, where PeerAuthentication decides nothing: what the port is set to. */
  gateway?: GatewayMode;
  /** Name that TLS must ask for at a gateway; absent where any will do. */
  serverName?: string;
  /** Why `effective` is not `declared.mode`; null when it is. */
  cause: Cause | null;
  /** One sentence for people. */
  reason: string;
  /** Outcomes that agree with the prediction, per dial. */
  outcomes: Record<EndpointDial, Outcome[]> & Partial<Record<AmbientDial | SidecarDial, Outcome[]>>;
  /** Limits of the sidecar's TLS; absent where no sidecar ends TLS. */
  tls?: {
    min: '1.2' | '1.3';
    max: '1.2' | '1.3';
    /** Why the TLS of the probe may be refused before any certificate is shown; absent where it is not. */
    narrow?: string;
    /** Suites of TLS 1.2 that the mesh lists; absent where it lists none. */
    ciphers?: string[];
  };
  /** Set when a rule that is not evaluated takes part; such a row is never a `match`. */
  unsupported?: string;
  /** Containers of the probe pods whose connections a NetworkPolicy does not surely let through. */
  network?: Partial<Record<Role, NetworkDoubt>>;
  /** EnvoyFilters and RequestAuthentications of the pod. */
  confounders?: Confounder[];
  /** Set where an AuthorizationPolicy has a say in what the mode lets in: with a mesh certificate, and in plaintext. */
  authorization?: { mtls?: PolicyEffect; plaintext?: PolicyEffect };
  /** Why the pod may refuse connections for now; absent when it is ready. */
  notReady?: string;
}

/** What a mesh client should meet at one Service port. */
export interface ServicePrediction {
  target: string;
  /** Declared client TLS per endpoint target id, as the probe's namespace sees it. */
  client: { endpoint: string; policy: ClientPolicy }[];
  /** All endpoints reachable, none, or some. */
  reachable: 'all' | 'none' | 'some' | 'unknown';
  /** True: every connection encrypted by mTLS; false: none; null: differs by endpoint or unknown. */
  encrypted: boolean | null;
  /** Why not reachable; null when reachable. */
  cause: Cause | null;
  reason: string;
  outcomes: Outcome[];
  unsupported?: string;
  /** EnvoyFilters of the client. */
  confounders?: Confounder[];
}
