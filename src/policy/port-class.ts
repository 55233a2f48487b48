import type { PortClass } from '../model/policy.ts';

/** What Istio needs to know of a Service port to name its protocol. */
export interface PortNaming {
  name?: string | undefined;
  appProtocol?: string | undefined;
  /** Service port number. */
  port: number;
}

export type Protocol =
  | 'tcp'
  | 'udp'
  | 'grpc'
  | 'grpc-web'
  | 'http'
  | 'http_proxy'
  | 'http2'
  | 'https'
  | 'tls'
  | 'mongo'
  | 'redis'
  | 'mysql'
  | 'auto';

const NAMED: readonly string[] = [
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];
const SPECIAL = new Map<string, Protocol>([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);
/** Server-first protocols on their usual Service ports are never sniffed: SMTP, DNS, MySQL, MongoDB. */
const WELL_KNOWN_TCP: readonly number[] = [25, 53, 3306, 27017];
const HTTP: readonly Protocol[] = ['http', 'http2', 'grpc', 'grpc-web', 'http_proxy'];

/** The protocol that Istio takes a Service port for (istio-semantics 2.1; pkg/config/kube/conversion.go:ConvertProtocol). */
export function protocolOf({ name, appProtocol, port }: PortNaming): Protocol {
  const text = typeof appProtocol === 'string' && appProtocol !== '' ? appProtocol : name;
  const special = SPECIAL.get(String(appProtocol).toLowerCase());
  if (special) return special;
  const lower = typeof text === 'string' ? text.toLowerCase() : '';
  const word = lower.startsWith('grpc-web') ? 'grpc-web' : (lower.split('-')[0] ?? '');
  if (NAMED.includes(word)) return word as Protocol;
  return WELL_KNOWN_TCP.includes(port) ? 'tcp' : 'auto';
}

/** The protocol that a port of a ServiceEntry names (pkg/config/protocol/instance.go:Parse). */
export function protocolNamed(text: string): Protocol {
  const lower = text.toLowerCase();
  return NAMED.includes(lower) ? (lower as Protocol) : 'auto';
}

/** How a sidecar treats a port of that protocol. */
export function portClassOf(protocol: Protocol): PortClass {
  if (protocol === 'auto') return 'AUTO';
  return HTTP.includes(protocol) ? 'HTTP' : 'TCP';
}

/** Container or Service ports where databases listen: bytes that they do not expect may count as an attack or an error there. */
const DATABASE_PORTS: readonly number[] = [
  1433, 1521, 3306, 5432, 6379, 6432, 7687, 9042, 11211, 26257, 26379, 27017, 27018, 27019, 50_000,
];
/** The same where the server greets and then counts a wrong word against the client: FTP, SSH, telnet, mail, VNC. */
const GREETING_PORTS: readonly number[] = [21, 22, 23, 25, 110, 143, 587, 5900];

/** True where nothing should be written in plaintext unless there is no other way to tell. */
export function isDatabase(protocol: Protocol, ...ports: number[]): boolean {
  return (
    ['mongo', 'redis', 'mysql'].includes(protocol) ||
    ports.some((port) => DATABASE_PORTS.includes(port) || GREETING_PORTS.includes(port))
  );
}
