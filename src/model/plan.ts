import type { KeyPair } from './key-pair.ts';
import type { Outcome } from './observation.ts';

/** The dials of design section 4 that this version makes. `tls-details`: many connections, to list what TLS is taken. */
export const DIALS = [
  'plaintext',
  'tls-mesh',
  'tls-plain',
  'tls12',
  'mtls-untrusted',
  'mtls-expired',
  'mtls-foreign',
  'tls-details',
  'mtls',
  // At pods in ambient mode: connect and say nothing; a CONNECT over HBONE; the same TLS without a certificate.
  'silent',
  'hbone',
  'hbone-certless',
  'via-sidecar',
  'control',
] as const;
export type DialKind = (typeof DIALS)[number];

/** Dials with a certificate of our own making, which no mesh trusts: a good one, an expired one, one of another trust domain. */
export const UNTRUSTED_DIALS = [
  'mtls-untrusted',
  'mtls-expired',
  'mtls-foreign',
] as const satisfies readonly DialKind[];
export type UntrustedDial = (typeof UNTRUSTED_DIALS)[number];

/** Made beside the dials of the plan, where these show neither a certificate of the mesh nor an answer. */
export const DIALS_IN_DOUBT = ['silent'] as const satisfies readonly DialKind[];

/** A container of a probe pod. `outside`: no sidecar. `mesh`: past the proxy, with the mesh certificate. `via`: through the proxy. */
export const ROLES = ['outside', 'mesh', 'via'] as const;
export type Role = (typeof ROLES)[number];

/** The container that makes a dial (design section 4). */
export const ROLE_OF_DIAL = {
  plaintext: 'outside',
  'tls-mesh': 'outside',
  'tls-plain': 'outside',
  tls12: 'outside',
  'mtls-untrusted': 'outside',
  'mtls-expired': 'outside',
  'mtls-foreign': 'outside',
  'tls-details': 'outside',
  silent: 'outside',
  'hbone-certless': 'outside',
  hbone: 'mesh',
  mtls: 'mesh',
  'via-sidecar': 'via',
  control: 'outside',
} as const satisfies Record<DialKind, Role>;

/** A source is one probe pod. */
export type Source = 'no-sidecar' | 'sidecar';
/** A probe pod as selectors see it once it runs. */
export interface ProbePod {
  namespace: string;
  labels: Record<string, string>;
}

export const ROLES_OF: Record<Source, readonly Role[]> = {
  'no-sidecar': ['outside'],
  sidecar: ['mesh', 'via'],
};

/** One target of a role with its dials, made one after the other on fresh sockets; different targets run concurrently. */
export interface Batch {
  /** Id of an EndpointTarget or ServiceTarget. */
  target: string;
  host: string;
  port: number;
  dials: Exclude<DialKind, 'control'>[];
  /** `http`: one HTTP/1.1 request. `token`: listen first, then one newline-terminated token. `tls-token`: the application speaks TLS. */
  speak: 'http' | 'token' | 'tls-token';
  /** Only for via-sidecar: how many endpoints are behind the Service port. */
  endpoints?: number;
  /** Only for via-sidecar: an endpoint may be reached by HBONE, which only the list of clusters shows. */
  hbone?: true;
  /** Name to ask for in TLS, where a gateway goes by names. */
  serverName?: string;
  /** Write nothing in plaintext unless the certless TLS dials leave the mode in doubt. */
  gentle: boolean;
  /** What its dials should meet, as a place in `expectations`; without those for which nothing is predicted. */
  expects?: Partial<Record<DialKind, number>>;
}

/** What predict/ says that a dial meets; a target that meets something else is looked at again. */
export interface Expectation {
  outcomes: readonly Outcome[];
  /** Only for via-sidecar: all connections are mTLS, or none is. */
  encrypted?: boolean;
  /** Only for via-sidecar: which endpoints are reached; absent where that is not known. */
  reached?: 'all' | 'some' | 'none';
}

/** What a probe container reads from its ConfigMap. All times in milliseconds. */
export interface ProbePlan {
  version: 1;
  /** Repeated in every line of the log, so that nothing else in it is mistaken for a result. */
  nonce: string;
  /** Roots of the mesh CA (PEM); empty when unknown. */
  roots: string[];
  concurrency: number;
  /** Time between two connections of one container to one target; none when absent. */
  pause?: number;
  /** Longest time for one step of one dial (connect, handshake, read). */
  dialTimeout: number;
  /** Longest time for the whole role; what is left is reported as not run. */
  deadline: number;
  batches: Record<Role, Batch[]>;
  /** What the untrusted dials show; absent where none is planned. */
  untrusted?: Record<UntrustedDial, KeyPair>;
  /** Shared by the batches: a mode and a port class make the same one everywhere. */
  expectations?: Expectation[];
  /** Time to wait for what is predicted to come about; 0 when absent. */
  settle?: number;
  /** General option like curl's --connect-to: `host:port` → `host:port`. Used where pod IPs cannot be dialled as they are. */
  connectTo?: Record<string, string>;
}
