import type { EndpointTarget } from '../../src/model/target.ts';

/** Port 8080 of pod `a` in namespace `app`, HTTP, unless the change says otherwise. */
export function endpointTarget(change: Partial<EndpointTarget> = {}): EndpointTarget {
  return {
    id: '10.0.0.1:8080',
    ip: '10.0.0.1',
    port: 8080,
    namespace: 'app',
    pod: 'a',
    serviceAccount: 'default',
    portClass: 'HTTP',
    database: false,
    services: [],
    ...change,
  };
}
