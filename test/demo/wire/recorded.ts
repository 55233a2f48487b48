import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Evidence } from '../../../src/model/observation.ts';
import type { PortClass } from '../../../src/model/policy.ts';
import { uriNames } from '../../../src/prober/uri-names.ts';
import { certificateOf, evidenceOf } from '../../support/tls/evidence.ts';

/** One dial as it was made on a real mesh (fixtures/measured/README.md). */
export interface RecordedDial {
  pa: 'none' | 'PERMISSIVE' | 'STRICT' | 'DISABLE';
  proxy: 'sidecar-native' | 'sidecar-classic' | 'none';
  minTls: '1.2' | '1.3';
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

/** One request through a client's sidecar: HTTP ones have a status, the others events. */
export interface RecordedRequest {
  pa: 'PERMISSIVE' | 'STRICT' | 'DISABLE';
  dr: 'none' | 'DISABLE' | 'ISTIO_MUTUAL' | 'SIMPLE' | 'SIMPLEskip';
  target: string;
  status?: number;
  mtls?: boolean;
  body?: string | null;
  events?: string[];
  verdict?: string;
}

export const recordedDials = lines<RecordedDial>(
  gunzipSync(readFileSync('fixtures/measured/dials.jsonl.gz')).toString('utf8'),
);
export const recordedRequests = lines<RecordedRequest>(
  readFileSync('fixtures/measured/via-sidecar.jsonl', 'utf8'),
);

function lines<T>(text: string): T[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

/** The recorded dial as the prober would have reported it. */
export function recordedEvidence(dial: RecordedDial): Evidence {
  const names = dial.san ?? dial.sanAtError;
  const uris = uriNames(names ?? '');
  return evidenceOf({
    handshake: dial.events.includes('secureConnect'),
    bytes: dial.bytes ?? 0,
    first: dial.first ?? '',
    end: endOf(dial.events, dial.code),
    code: dial.code ?? null,
    alert: dial.alert ?? null,
    certificate: names === undefined ? null : certificateOf(uris, uris.length > 0),
  });
}

/** A recorded request without HTTP as the prober would have reported it; the verdict is in the recording's own words. */
export function requestEvidence({ events = [], verdict = '' }: RecordedRequest): Evidence {
  const alert = /alert(\d+)/.exec(verdict)?.[1];
  const tls = verdict.startsWith('TLS(');
  const mesh = verdict.includes(',spiffe,');
  const code = /ERR_\w+|ECONNRESET/.exec(verdict)?.[0] ?? null;
  return evidenceOf({
    handshake: events.includes('secureConnect'),
    bytes: verdict.includes('data[') ? 1 : 0,
    end: endOf(events, code ?? undefined),
    code,
    alert: alert === undefined ? null : Number(alert),
    certificate: tls ? certificateOf(mesh ? ['spiffe://cluster.local/ns/mesh/sa/server'] : [], mesh) : null,
  });
}

function endOf(events: string[], code: string | undefined): Evidence['end'] {
  if (events.includes('error')) return code === 'ECONNRESET' ? 'reset' : 'error';
  if (events.includes('end')) return 'eof';
  return events.includes('data') ? 'data' : 'timeout';
}
