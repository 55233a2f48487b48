import type { Evidence, Observation, Outcome, PeerCertificate } from '../../src/model/observation.ts';
import type { DialKind } from '../../src/model/plan.ts';
import type { Mode, PortClass } from '../../src/model/policy.ts';
import type { EndpointDial, EndpointPrediction } from '../../src/model/prediction.ts';
import type { EndpointTarget } from '../../src/model/target.ts';

/** Builders of the smallest plain data that the judge reads. */
const ID = '10.0.0.1:8080';

export function endpointTarget(
  portClass: PortClass = 'HTTP',
  extra: Partial<EndpointTarget> = {},
): EndpointTarget {
  return {
    id: ID,
    ip: '10.0.0.1',
    port: 8080,
    namespace: 'shop',
    pod: 'web-1',
    serviceAccount: 'web',
    portClass,
    database: false,
    services: [{ namespace: 'shop', service: 'web', port: 80, portName: 'http' }],
    ...extra,
  };
}

export function endpointPrediction(mode: Mode, extra: Partial<EndpointPrediction> = {}): EndpointPrediction {
  return {
    target: ID,
    declared: {
      mode,
      decidedBy: { kind: 'PeerAuthentication', namespace: 'shop', name: 'default' },
      level: 'namespace',
      rejected: [],
    },
    dataPlane: { kind: 'sidecar-native', reason: 'init container istio-proxy' },
    effective: mode,
    cause: null,
    reason: '',
    outcomes: { plaintext: [], 'tls-mesh': [], 'tls-plain': [], mtls: [] },
    ...extra,
  };
}

export function certificate(uri: string | null): PeerCertificate {
  return {
    uris: uri === null ? [] : [uri],
    subject: '',
    issuer: 'O=cluster.local',
    notBefore: '1970-01-01T00:00:00.000Z',
    notAfter: '2027-01-01T00:00:00.000Z',
    key: 'RSA 2048',
    fingerprint256: 'AA',
    trusted: uri !== null,
  };
}

export const MESH = certificate('spiffe://cluster.local/ns/shop/sa/web');
export const FOREIGN = certificate('spiffe://cluster.local/ns/shop/sa/other');
export const APPLICATION = certificate(null);

const ALERTS: Partial<Record<Outcome, number>> = {
  'certificate-required': 116,
  'certificate-rejected': 48,
  'version-refused': 70,
};

export function evidence(
  outcome: Outcome,
  shown: PeerCertificate | null,
  extra: Partial<Evidence> = {},
): Evidence {
  return {
    connected: outcome !== 'connection-refused' && outcome !== 'unreachable',
    handshake: shown !== null,
    wrote: 10,
    bytes: outcome === 'replied' ? 10 : 0,
    first: '',
    http: null,
    end: outcome === 'silent' ? 'timeout' : 'eof',
    code: null,
    alert: ALERTS[outcome] ?? null,
    certificate: shown,
    tls: null,
    ms: { connect: 1, handshake: null, total: 2 },
    attempts: 1,
    ...extra,
  };
}

/** `*` after the outcome: the mesh's certificate was shown; `!`: another SPIFFE certificate; `+`: the application's own. */
export type Cell = Outcome | `${Outcome}${'*' | '!' | '+'}` | 'spared' | 'void';

export function observation(
  dial: DialKind,
  cell: Cell,
  target = ID,
  extra: Partial<Evidence> = {},
): Observation {
  if (cell === 'spared') {
    return { target, dial, outcome: 'not-run', meshCertificate: false, reason: 'database-port' };
  }
  if (cell === 'void') {
    return { target, dial, outcome: 'not-run', meshCertificate: false, reason: 'control-failed' };
  }
  const mark = cell.at(-1) ?? '';
  const outcome = cell.replace(/[*!+]$/, '') as Outcome;
  if (outcome === 'not-run') {
    return { target, dial, outcome, meshCertificate: false, reason: 'not-reported' };
  }
  const shown = { '*': MESH, '!': FOREIGN, '+': APPLICATION }[mark] ?? null;
  const seen = evidence(outcome, shown, extra);
  return { target, dial, outcome, meshCertificate: mark === '*', evidence: seen };
}

const DIALS: EndpointDial[] = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'];

/** Observations of one endpoint: plaintext, tls-mesh, tls-plain, mtls. */
export function dials(...cells: Cell[]): Observation[] {
  return cells.flatMap((cell, index) => {
    const dial = DIALS[index];
    return dial ? [observation(dial, cell)] : [];
  });
}
