import {
  type ClusterSetting,
  CONTROLS,
  type Evidence,
  type Looks,
  OUTCOMES,
  type PeerCertificate,
  type ProbeLine,
  type ProxyCounters,
  type TlsDetails,
} from '../model/observation.ts';
import { DIALS, ROLES } from '../model/plan.ts';
import { isRecord } from '../util/record.ts';
import { type Check, flag, hasShape, listOf, nullable, number, oneOf, optional, text } from './shape.ts';

type Shape<T> = Record<keyof Required<T>, Check>;

const certificate = {
  uris: listOf(text(3000), 8),
  subject: text(400),
  issuer: text(400),
  notBefore: text(40),
  notAfter: text(40),
  key: text(60),
  fingerprint256: text(100),
  trusted: nullable(flag),
} satisfies Shape<PeerCertificate>;

const setting = {
  tls: oneOf(['auto', 'mtls', 'tls', 'plaintext']),
  rule: nullable(text(400)),
} satisfies Shape<ClusterSetting>;

const proxy = {
  clusters: listOf(text(600), 8),
  handshakes: number,
  connections: number,
  endpoint: nullable(text(100)),
  tunnelled: optional(oneOf([true])),
  setting: optional(nullable(hasShape(setting))),
} satisfies Shape<ProxyCounters>;

const http = {
  status: number,
  server: nullable(text(100)),
  upstream: flag,
  rbac: optional(oneOf([true])),
  limited: optional(oneOf([true])),
} satisfies Shape<NonNullable<Evidence['http']>>;

const tls = {
  version: text(20),
  cipher: text(80),
  alpn: nullable(text(100)),
} satisfies Shape<NonNullable<Evidence['tls']>>;

const ms = {
  connect: nullable(number),
  handshake: nullable(number),
  total: number,
} satisfies Shape<Evidence['ms']>;

const details = {
  accepted: listOf(hasShape({ version: text(20), ciphers: listOf(text(80), 40) }), 8),
  complete: flag,
} satisfies Shape<TlsDetails>;

const looks = { count: number, ms: number, first: oneOf(OUTCOMES) } satisfies Shape<Looks>;

const evidence = {
  connected: flag,
  handshake: flag,
  wrote: number,
  bytes: number,
  first: text(120),
  http: nullable(hasShape(http)),
  end: oneOf(['data', 'eof', 'reset', 'error', 'timeout']),
  code: nullable(text(100)),
  alert: nullable(number),
  certificate: nullable(hasShape(certificate)),
  tls: nullable(hasShape(tls)),
  connectStatus: optional(nullable(number)),
  ms: hasShape(ms),
  attempts: number,
  details: optional(hasShape(details)),
  looks: optional(hasShape(looks)),
  proxy: optional(nullable(hasShape(proxy))),
} satisfies Shape<Evidence>;

const target = text(600);
const dial = oneOf(DIALS);
const REASONS = [
  'database-port',
  'no-mesh-certificate',
  'deadline',
  'no-certificate',
  'proxy-not-ready',
  'not-reported',
  'unsettled',
];

type LineOf<K extends ProbeLine['type']> = Omit<Extract<ProbeLine, { type: K }>, 'type'>;

const SHAPES = {
  start: { role: oneOf(ROLES), node: text(40) },
  result: { target, dial, evidence: hasShape(evidence) },
  'not-run': { target, dial, reason: oneOf(REASONS) },
  control: { name: oneOf(CONTROLS), ok: flag, detail: text(400) },
  identity: { certificate: hasShape(certificate) },
  problem: {
    reason: oneOf(['no-certificate', 'certificate-not-valid', 'proxy-not-ready']),
    detail: text(400),
  },
  end: { results: number },
} satisfies { [K in ProbeLine['type']]: Shape<LineOf<K>> };

/** A value from the log as a line of the prober; null when it is not exactly one. */
export function parseProbeLine(value: unknown): ProbeLine | null {
  if (!isRecord(value) || typeof value.type !== 'string' || !Object.hasOwn(SHAPES, value.type)) return null;
  const { type, ...rest } = value;
  const shape: Record<string, Check> = SHAPES[type as ProbeLine['type']];
  return hasShape(shape)(rest) ? (value as ProbeLine) : null;
}
