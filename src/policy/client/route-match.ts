import { isRecord } from '../well-formed.ts';
import type { MeshClient } from './client-policy.ts';
import { selects } from './find-rule.ts';
import { listOf, text, textMap, textsOf } from './untrusted.ts';

/** Whether a route takes the connection of a client: `maybe` where it asks for something that is not evaluated. */
export type RouteMatch = 'yes' | 'maybe' | 'no';

/** The dial that is routed; HTTP dials send `GET /`. */
export interface RoutedDial {
  protocol: 'http' | 'tcp' | 'tls';
  client: MeshClient;
  host: string;
  port: number;
}

/** A route without conditions takes everything; with several, one of them must hold. */
export function matchRoute(route: Record<string, unknown>, dial: RoutedDial): RouteMatch {
  const conditions = listOf(route.match);
  if (conditions.length === 0) return 'yes';
  const found = conditions.map((condition) => matchCondition(condition, dial));
  return found.includes('yes') ? 'yes' : found.includes('maybe') ? 'maybe' : 'no';
}

const STATIC = ['name', 'gateways', 'sourceLabels', 'sourceNamespace', 'port', 'statPrefix', 'ignoreUriCase'];

/** pilot/pkg/networking/core/route/route.go:sourceMatchHTTP and tls.go:matchTCP; what the proxy itself evaluates is judged for `GET /`. */
function matchCondition(
  condition: Record<string, unknown>,
  { protocol, client, host, port }: RoutedDial,
): RouteMatch {
  const gateways = textsOf(condition.gateways);
  if (gateways.length > 0 && !gateways.includes('mesh')) return 'no';
  // A condition of HTTP that names gateways forgets the source.
  if (gateways.length === 0 || protocol !== 'http') {
    if (!selects(textMap(condition.sourceLabels), client.labels)) return 'no';
    const namespace = text(condition.sourceNamespace);
    if (namespace !== '' && namespace !== client.namespace) return 'no';
  }
  const asked = condition.port;
  if (typeof asked === 'number' && asked !== 0 && asked !== port) return 'no';
  const rest = Object.entries(condition).filter(([key]) => !STATIC.includes(key));
  const found = rest.map(([key, value]) => matchField(key, value, host));
  if (found.includes('no')) return 'no';
  return found.includes('maybe') ? 'maybe' : 'yes';
}

function matchField(key: string, value: unknown, host: string): RouteMatch {
  if (key === 'uri') return matchText(value, '/');
  if (key === 'method') return matchText(value, 'GET');
  if (key === 'scheme') return matchText(value, 'http');
  if (key === 'authority') return matchText(value, host) === 'yes' ? 'yes' : 'maybe';
  return 'maybe';
}

function matchText(value: unknown, sent: string): RouteMatch {
  if (!isRecord(value)) return 'maybe';
  if (typeof value.exact === 'string') return value.exact === sent ? 'yes' : 'no';
  if (typeof value.prefix === 'string') return sent.startsWith(value.prefix) ? 'yes' : 'no';
  return value.regex === '.*' ? 'yes' : 'maybe';
}
