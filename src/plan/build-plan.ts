import type { Care } from '../model/care.ts';
import { type Batch, type ProbePlan, type Role, UNTRUSTED_DIALS } from '../model/plan.ts';
import type { EndpointTarget, ServiceTarget, Targets } from '../model/target.ts';
import { isListenedTo, LIMITS } from './care.ts';

export interface PlanSettings {
  nonce: string;
  roots: string[];
  /** Longest time for the whole run, in milliseconds. */
  timeout: number;
  /** See ProbePlan.connectTo. */
  connectTo?: Record<string, string> | undefined;
  /** Ids of the endpoint ports that ztunnel stands before. */
  ambient: ReadonlySet<string>;
  /** False when no sidecar pod can be had: then only the outside role dials. */
  sidecar: boolean;
  /** Longest time for one step of one dial, in milliseconds. */
  dialTimeout?: number | undefined;
  /** Targets dialled at the same time by one container. */
  concurrency?: number | undefined;
  /** `normal` when absent. */
  care?: Care | undefined;
  /** See ProbePlan.untrusted; without them none of these dials is made. */
  untrusted?: ProbePlan['untrusted'] | undefined;
  /** List what TLS is taken, and try every kind of untrusted certificate. */
  tlsDetails?: boolean | undefined;
  /** Part of `timeout` in which what is predicted may still come about, in milliseconds. */
  settle?: number | undefined;
}

const DIAL_TIMEOUT = 3000;
/** Part of the run's time that starting the pods may take: a role ends by itself before the run does. */
const START_SHARE = 0.25;

type EndpointDials = Record<'outside' | 'mesh', Batch['dials']>;

/** What decides the mode where a sidecar may stand before the application, or nothing does. */
const SIDECAR: EndpointDials = { outside: ['plaintext', 'tls-mesh', 'tls-plain'], mesh: ['mtls'] };
/** An identity counts over HBONE only; a mesh certificate on the port itself is plaintext to ztunnel (measured.md section 6). */
const AMBIENT: EndpointDials = {
  outside: ['silent', 'plaintext', 'tls-mesh', 'tls-plain', 'hbone-certless'],
  mesh: ['hbone'],
};

/** Lays out which container dials what. The certless dials decide the mode, so they come before the plaintext one on database ports. */
export function buildPlan(targets: Targets, settings: PlanSettings): ProbePlan {
  const { care = 'normal' } = settings;
  const { concurrency, pause, extras } = LIMITS[care];
  const dialsAt = (target: EndpointTarget) =>
    settings.ambient.has(target.id) ? AMBIENT : extras ? sidecarDials(target, settings) : SIDECAR;
  const outside = targets.endpoints.map((target) => endpointBatch(target, dialsAt(target).outside, care));
  const mesh = targets.endpoints.map((target) => endpointBatch(target, dialsAt(target).mesh, care));
  const via = targets.services
    .filter((target) => target.endpoints.length > 0)
    .map((target) => serviceBatch(target, settings.ambient, care));
  const batches: Record<Role, Batch[]> = settings.sidecar
    ? { outside, mesh, via }
    : { outside, mesh: [], via: [] };
  const { settle = 0 } = settings;
  return {
    version: 1,
    nonce: settings.nonce,
    roots: settings.roots,
    concurrency: Math.min(settings.concurrency ?? concurrency, concurrency),
    ...(pause > 0 && { pause }),
    dialTimeout: Math.min(settings.dialTimeout ?? DIAL_TIMEOUT, settings.timeout),
    deadline: Math.floor((settings.timeout - settle) * (1 - START_SHARE)) + settle,
    ...(settle > 0 ? { settle } : {}),
    batches,
    ...(settings.untrusted ? { untrusted: settings.untrusted } : {}),
    ...(settings.connectTo ? { connectTo: settings.connectTo } : {}),
  };
}

/**
 * One certificate of one's own and TLS 1.2 alone show whom a sidecar trusts and from which version on; more is for those who ask. A
 * database counts connections that come to nothing, so it is spared these.
 */
function sidecarDials({ database }: EndpointTarget, { untrusted, tlsDetails }: PlanSettings): EndpointDials {
  if (database) return SIDECAR;
  const shown = untrusted ? UNTRUSTED_DIALS.slice(0, tlsDetails ? UNTRUSTED_DIALS.length : 1) : [];
  const listed = tlsDetails ? (['tls-details'] as const) : [];
  return { ...SIDECAR, outside: [...SIDECAR.outside, 'tls12', ...shown, ...listed] };
}

function endpointBatch(target: EndpointTarget, dials: Batch['dials'], care: Care): Batch {
  return {
    target: target.id,
    host: target.ip,
    port: target.port,
    dials,
    speak: target.portClass === 'HTTP' ? 'http' : 'token',
    gentle: isListenedTo(target, care),
  };
}

function serviceBatch(target: ServiceTarget, ambient: ReadonlySet<string>, care: Care): Batch {
  const speak = target.portClass === 'HTTP' ? 'http' : target.applicationTls ? 'tls-token' : 'token';
  return {
    target: target.id,
    host: target.host,
    port: target.port,
    dials: ['via-sidecar'],
    speak,
    endpoints: target.endpoints.length,
    gentle: isListenedTo(target, care),
    ...(target.endpoints.some((id) => ambient.has(id)) && { hbone: true }),
  };
}
