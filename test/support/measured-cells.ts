import { readFileSync } from 'node:fs';
import type { Evidence, Observation } from '../../src/model/observation.ts';
import type { PortClass } from '../../src/model/policy.ts';
import { isMeshCertificate } from '../../src/observe/identity.ts';
import { classify } from '../../src/observe/outcome.ts';
import { uriNames } from '../../src/prober/uri-names.ts';
import { certificateOf, evidenceOf } from './tls/evidence.ts';

/** One dial as it was made on a real mesh (fixtures/measured/README.md). */
export interface Cell {
  pa: 'none' | 'PERMISSIVE' | 'STRICT' | 'DISABLE';
  proxy: string;
  minTls: string;
  target: string;
  class: PortClass;
  dial: string;
  events: string[];
  bytes?: number;
  alert?: number;
  code?: string;
  first?: string;
  san?: string;
  sanAtError?: string;
}

/** The recorded dials. */
export const cells = readFileSync('fixtures/measured/cells.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Cell);
const IDENTITY = [{ namespace: 'mesh', serviceAccount: 'server' }];
const DIALS: Record<string, Observation['dial']> = {
  http: 'plaintext',
  'tls13-istio': 'tls-mesh',
  'tls13-noalpn': 'tls-plain',
  'tls12-istio': 'tls12',
  'self13-istio3': 'mtls-untrusted',
  'mesh13-istio3': 'mtls',
};

/** What the rules of src/observe make of a recorded dial. */
export function observation(cell: Cell): Observation {
  const evidence = evidenceFrom(cell);
  const meshCertificate = isMeshCertificate(evidence.certificate, IDENTITY);
  const dial = DIALS[cell.dial] ?? 'control';
  return { target: 't', dial, outcome: classify(evidence, meshCertificate), meshCertificate, evidence };
}

function evidenceFrom(cell: Cell): Evidence {
  const names = cell.san ?? cell.sanAtError;
  const uris = uriNames(names ?? '');
  return evidenceOf({
    connected: cell.events.includes('connect'),
    handshake: cell.events.includes('secureConnect'),
    bytes: cell.bytes ?? 0,
    first: cell.first ?? '',
    end: endOf(cell),
    code: cell.code ?? null,
    alert: cell.alert ?? null,
    certificate: names === undefined ? null : certificateOf(uris, uris.length > 0),
  });
}

function endOf({ events, code }: Cell): Evidence['end'] {
  if (events.includes('error')) return code === 'ECONNRESET' ? 'reset' : 'error';
  if (events.includes('end')) return 'eof';
  return events.includes('data') ? 'data' : 'timeout';
}
