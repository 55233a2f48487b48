import { describe, expect, test } from 'vitest';
import { isDatabase, type PortNaming, portClassOf, protocolOf } from '../../src/policy/port-class.ts';

const CASES: [PortNaming, string, string][] = [
  [{ name: 'http', port: 80 }, 'http', 'HTTP'],
  [{ name: 'http-web', port: 80 }, 'http', 'HTTP'],
  [{ name: 'HTTP2-API', port: 80 }, 'http2', 'HTTP'],
  [{ name: 'grpc', port: 80 }, 'grpc', 'HTTP'],
  [{ name: 'grpc-web', port: 80 }, 'grpc-web', 'HTTP'],
  [{ name: 'grpc-web-ui', port: 80 }, 'grpc-web', 'HTTP'],
  [{ name: 'http_proxy', port: 80 }, 'http_proxy', 'HTTP'],
  [{ name: 'https', port: 443 }, 'https', 'TCP'],
  [{ name: 'tls-x', port: 443 }, 'tls', 'TCP'],
  [{ name: 'tcp', port: 80 }, 'tcp', 'TCP'],
  [{ name: 'mongo', port: 80 }, 'mongo', 'TCP'],
  [{ name: 'redis', port: 80 }, 'redis', 'TCP'],
  [{ name: 'mysql', port: 80 }, 'mysql', 'TCP'],
  [{ name: 'metrics', port: 80 }, 'auto', 'AUTO'],
  [{ name: 'httpx', port: 80 }, 'auto', 'AUTO'],
  [{ port: 80 }, 'auto', 'AUTO'],
  [{ name: 'constructor', port: 80 }, 'auto', 'AUTO'],
  // Server-first protocols by Service port number.
  [{ port: 3306 }, 'tcp', 'TCP'],
  [{ name: 'db', port: 27017 }, 'tcp', 'TCP'],
  [{ port: 25 }, 'tcp', 'TCP'],
  [{ port: 53 }, 'tcp', 'TCP'],
  [{ name: 'http', port: 3306 }, 'http', 'HTTP'],
  // appProtocol wins, also when it says nothing that Istio knows.
  [{ name: 'http', appProtocol: 'tcp', port: 80 }, 'tcp', 'TCP'],
  [{ name: 'tcp', appProtocol: 'HTTP', port: 80 }, 'http', 'HTTP'],
  [{ name: 'http', appProtocol: 'example.com/own', port: 80 }, 'auto', 'AUTO'],
  [{ name: 'http', appProtocol: 'constructor', port: 80 }, 'auto', 'AUTO'],
  [{ name: 'tcp', appProtocol: 'kubernetes.io/h2c', port: 80 }, 'http2', 'HTTP'],
  [{ name: 'tcp', appProtocol: 'kubernetes.io/ws', port: 80 }, 'http', 'HTTP'],
  [{ name: 'tcp', appProtocol: 'kubernetes.io/wss', port: 80 }, 'https', 'TCP'],
];

describe('protocolOf (istio-semantics 2.1)', () => {
  test.each(CASES)('%j is %s, %s', (naming, protocol, portClass) => {
    expect(protocolOf(naming)).toBe(protocol);
    expect(portClassOf(protocolOf(naming))).toBe(portClass);
  });
});

describe('isDatabase', () => {
  test.each([
    ['mongo', [80], true],
    ['redis', [80], true],
    ['mysql', [80], true],
    ['auto', [5432], true],
    ['tcp', [80, 6379], true],
    ['http', [8080], false],
  ] as const)('%s on %j: %s', (protocol, ports, expected) => {
    expect(isDatabase(protocol, ...ports)).toBe(expected);
  });
});
