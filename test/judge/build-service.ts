import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Evidence, ProxyCounters } from '../../src/model/observation.ts';
import type { ClientTls } from '../../src/model/policy.ts';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import type { ServiceTarget } from '../../src/model/target.ts';
import type { EndpointRow } from '../../src/model/verdict.ts';
import { type Cell, endpointPrediction, endpointTarget, observation } from './build.ts';

export const HOST = 'web.shop.svc.cluster.local:80';

export function serviceTarget(endpoints = ['10.0.0.1:8080']): ServiceTarget {
  return {
    id: HOST,
    host: 'web.shop.svc.cluster.local',
    port: 80,
    portName: 'http',
    namespace: 'shop',
    service: 'web',
    headless: false,
    portClass: 'HTTP',
    applicationTls: false,
    database: false,
    endpoints,
  };
}

export function servicePrediction(
  tls: ClientTls,
  extra: Partial<ServicePrediction> = {},
  endpoints = ['10.0.0.1:8080'],
): ServicePrediction {
  return {
    target: HOST,
    client: endpoints.map((endpoint) => ({
      endpoint,
      policy: { tls, source: 'auto', decidedBy: null, reason: '', rejected: [] },
    })),
    reachable: 'all',
    encrypted: tls === 'mtls',
    cause: null,
    reason: '',
    outcomes: [],
    ...extra,
  };
}

/** Counters: connections, handshakes and the endpoint that answered. */
export function proxy(
  connections: number,
  handshakes: number,
  endpoint: string | null = null,
): ProxyCounters {
  return { clusters: [], connections, handshakes, endpoint };
}

export function answer(status: number, counters: ProxyCounters | null, upstream = true): Partial<Evidence> {
  return { http: { status, server: 'envoy', upstream }, proxy: counters };
}

/** The row of one endpoint declared STRICT that met these outcomes. */
export function endpointRow(cells: readonly Cell[], id = '10.0.0.1:8080'): EndpointRow {
  const dials = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'] as const;
  const observations = cells.flatMap((cell, index) => {
    const dial = dials[index];
    return dial ? [observation(dial, cell, id)] : [];
  });
  const context = { controlsOk: true, require: null };
  return judgeEndpoint(endpointTarget('TCP', { id }), endpointPrediction('STRICT'), observations, context);
}
