import { readFileSync } from 'node:fs';
import type { Evidence } from '../../src/model/observation.ts';
import { uriNames } from '../../src/prober/uri-names.ts';
import { certificateOf, evidenceOf } from './tls/evidence.ts';

/** One dial at, or through a sidecar to, a pod in ambient mode of a real mesh (fixtures/measured/README.md). */
export interface AmbientDial {
  policies: string;
  from: 'naked' | 'hbone-mesh' | 'sidecar-client';
  /** Set for `naked`: the kind of application. */
  target?: string;
  dial: string;
  port?: number;
  events?: string[];
  bytes?: number;
  alert?: number;
  code?: string;
  status?: number;
  first?: string;
  /** The application's own was shown. */
  certificate?: 'application';
  san?: string;
  /** Of a request through a sidecar without an answer, in the recording's own words. */
  verdict?: string;
}

/** The recorded dials. */
export const ambientDials = readFileSync('fixtures/measured/ambient.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as AmbientDial);

/** The ports of the recorded server, by its kinds of application. */
export const PORTS = {
  http: 8080,
  'tcp-echo': 9000,
  auto: 9090,
  'tcp-greet': 9100,
  https: 8443,
  undecl: 7071,
};
const NONE: readonly number[] = [];
const ALL: readonly number[] = Object.values(PORTS);
const ALL_BUT = (...closed: number[]) => ALL.filter((port) => !closed.includes(port));

/** On which ports plaintext was accepted under each set of policies (measured.md section 6). */
export const ACCEPTED: Record<string, readonly number[]> = {
  none: ALL,
  'ns-PERMISSIVE': ALL,
  'ns-STRICT': NONE,
  'ns-DISABLE': ALL,
  'wl-STRICT': NONE,
  'nsSTRICT-wlPERMISSIVE': ALL,
  'nsSTRICT-wlDISABLE': ALL,
  'nsSTRICT-wlUNSET-8080DISABLE': NONE,
  'nsSTRICT-wlUNSET-8080PERMISSIVE': [8080],
  'nsSTRICT-wlUNSET-8080PERM-9000DIS': [8080, 9000],
  'nsSTRICT-wlABSENT-8080DISABLE': NONE,
  'nsSTRICT-wlSTRICT-8080DISABLE': [8080],
  'wlSTRICT-8080PERMISSIVE': [8080],
  'wlPERM-8080STRICT': ALL_BUT(8080),
  'wlPERM-8080+9000STRICT': ALL_BUT(8080, 9000),
  'wlDISABLE-8080STRICT': ALL_BUT(8080),
  'wlUNSET-8080STRICT': ALL_BUT(8080),
};

/** The recorded dial as the prober would have reported it. */
export function ambientEvidence(dial: AmbientDial): Evidence {
  const { events = [], code = null, san } = dial;
  const shown = san === undefined ? null : certificateOf(uriNames(san));
  return evidenceOf({
    handshake: events.includes('secureConnect'),
    wrote: events.includes('wrote') ? 1 : 0,
    // Not counted in what went through a sidecar.
    bytes: dial.bytes ?? (dial.first === undefined ? 0 : 1),
    first: dial.first ?? '',
    end: endOf(events, code),
    code,
    alert: dial.alert ?? null,
    certificate: dial.certificate ? certificateOf([], false) : shown,
    ...(dial.from === 'hbone-mesh' && { connectStatus: dial.status ?? null }),
  });
}

/** Node tells a FIN before the end of a handshake as ECONNRESET, after an event `end`. */
function endOf(events: string[], code: string | null): Evidence['end'] {
  if (events.includes('end')) return 'eof';
  if (events.includes('error')) return code === 'ECONNRESET' ? 'reset' : 'error';
  return events.includes('data') ? 'data' : 'timeout';
}
