import { countVerdicts } from '../../src/judge/counts.ts';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { exitCode } from '../../src/judge/exit-code.ts';
import { judgeService } from '../../src/judge/service.ts';
import type { Evidence } from '../../src/model/observation.ts';
import type { Mode } from '../../src/model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../../src/model/prediction.ts';
import type { Run } from '../../src/model/run.ts';
import type { EndpointTarget } from '../../src/model/target.ts';
import type { EndpointRow, ServiceRow } from '../../src/model/verdict.ts';
import { type Cell, endpointPrediction, endpointTarget, observation } from '../judge/build.ts';
import { servicePrediction, serviceTarget } from '../judge/build-service.ts';

const CONTEXT = { controlsOk: true, require: null };
const DIALS = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'] as const;

interface EndpointSketch {
  pod: string | null;
  ip: string;
  port: number;
  declared: Mode;
  cells: Cell[];
  target?: Partial<EndpointTarget>;
  predicted?: Partial<EndpointPrediction>;
}

/** A judged endpoint port of the Service port `service`, or of none. */
export function endpoint(
  sketch: EndpointSketch,
  service: [name: string, port: number, portName: string] | null,
): EndpointRow {
  const id = `${sketch.ip}:${sketch.port}`;
  const services =
    service === null
      ? []
      : [{ namespace: 'shop', service: service[0], port: service[1], portName: service[2] }];
  const { ip, port, pod } = sketch;
  const target = endpointTarget('HTTP', { id, ip, port, pod, services, ...sketch.target });
  const seen = sketch.cells.flatMap((cell, index) => {
    const dial = DIALS[index];
    return dial ? [observation(dial, cell, id)] : [];
  });
  return judgeEndpoint(target, endpointPrediction(sketch.declared, sketch.predicted), seen, CONTEXT);
}

/** A judged Service port with the endpoints behind it. */
export function service(
  [name, port, portName]: [name: string, port: number, portName: string],
  behind: EndpointRow[],
  seen: { cell: Cell; evidence?: Partial<Evidence> },
  predicted: ServicePrediction = servicePrediction(
    'mtls',
    {},
    behind.map(({ target }) => target.id),
  ),
): ServiceRow {
  const host = `${name}.shop.svc.cluster.local`;
  const target = {
    ...serviceTarget(behind.map((row) => row.target.id)),
    ...{ id: `${host}:${port}`, host, port, portName, service: name },
  };
  const via = observation('via-sidecar', seen.cell, target.id, seen.evidence);
  return judgeService(target, predicted, via, behind, CONTEXT);
}

export function runOf(endpoints: EndpointRow[], services: ServiceRow[], extra: Partial<Run> = {}): Run {
  const rows = [...endpoints, ...services];
  const notes = extra.notes ?? [];
  return {
    schemaVersion: 1,
    tool: { name: 'mtls-verify', version: '0.1.0' },
    id: '0a1b2c3d',
    startedAt: '2026-11-25T08:00:00.000Z',
    durationMs: 6124,
    namespace: 'shop',
    from: 'shop',
    sources: [{ from: 'shop', revision: 'default' }],
    require: null,
    mesh: {
      namespace: 'istio-system',
      revision: 'default',
      version: '1.32.0',
      rootNamespace: 'istio-system',
      trustDomain: 'cluster.local',
      autoMtls: true,
      minTls: '1.2',
      maxTls: '1.3',
      outboundTrafficPolicy: 'ALLOW_ANY',
      doubts: [],
    },
    snapshot: [],
    endpoints,
    services,
    findings: [],
    notes,
    counts: countVerdicts(rows),
    exitCode: exitCode(rows, notes),
    ...extra,
  };
}
