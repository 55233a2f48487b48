import { describe, expect, test } from 'vitest';
import { findFilterChain } from '../../../src/demo/wire/filter-chain.ts';
import type { Mode, PortClass } from '../../../src/model/policy.ts';
import { helloOf } from './hello.ts';

const HTTP_1_1 = Buffer.from('GET / HTTP/1.1\r\n');
const HTTP_1_0 = Buffer.from('GET / HTTP/1.0\r\n');
const TOKEN = Buffer.from('mtls-verify-probe\n');
const PARTIAL = Buffer.from('GET / HT');
const SHORT = Buffer.from('GET ');

const plainHello = await helloOf([]);
const istioHello = await helloOf(['istio']);
const istioHttpHello = await helloOf(['istio-http/1.1', 'istio', 'http/1.1']);
const h1Hello = await helloOf(['http/1.1']);

function chain(mode: Mode, portClass: PortClass, bytes: Buffer): string {
  const found = findFilterChain(mode, portClass, bytes);
  if (found === null) return 'none';
  if (found === 'more') return 'more';
  return `${found.terminate ? 'mTLS ' : ''}${found.network}`;
}

describe('STRICT terminates every TLS and nothing else (istio-semantics 2.2)', () => {
  test.for<PortClass>(['HTTP', 'TCP', 'AUTO', 'UNDECLARED'])('%s', (portClass) => {
    expect(chain('STRICT', portClass, Buffer.alloc(0))).toBe('more');
    expect(chain('STRICT', portClass, SHORT)).toBe('more');
    expect(chain('STRICT', portClass, HTTP_1_1)).toBe('none');
    expect(chain('STRICT', portClass, plainHello)).toBe(portClass === 'HTTP' ? 'mTLS http' : 'mTLS tcp');
    const sniffed = portClass === 'TCP' ? 'mTLS tcp' : 'mTLS http';
    expect(chain('STRICT', portClass, istioHttpHello)).toBe(sniffed);
  });
});

test('PERMISSIVE HTTP has no chain for TLS without an Istio ALPN', () => {
  expect(chain('PERMISSIVE', 'HTTP', istioHello)).toBe('mTLS http');
  expect(chain('PERMISSIVE', 'HTTP', h1Hello)).toBe('none');
  expect(chain('PERMISSIVE', 'HTTP', TOKEN)).toBe('http');
});

test('PERMISSIVE TCP passes other TLS on as it is', () => {
  expect(chain('PERMISSIVE', 'TCP', istioHttpHello)).toBe('mTLS tcp');
  expect(chain('PERMISSIVE', 'TCP', h1Hello)).toBe('tcp');
  expect(chain('PERMISSIVE', 'TCP', SHORT)).toBe('more');
  expect(chain('PERMISSIVE', 'TCP', HTTP_1_1)).toBe('tcp');
});

test('PERMISSIVE AUTO takes the first known ALPN in the order of the client', async () => {
  expect(chain('PERMISSIVE', 'AUTO', istioHttpHello)).toBe('mTLS http');
  expect(chain('PERMISSIVE', 'AUTO', istioHello)).toBe('mTLS tcp');
  expect(chain('PERMISSIVE', 'AUTO', await helloOf(['istio', 'istio-http/1.1']))).toBe('mTLS tcp');
  expect(chain('PERMISSIVE', 'AUTO', await helloOf(['h2', 'istio-h2']))).toBe('mTLS http');
});

test.for<Mode>(['PERMISSIVE', 'DISABLE'])(
  '%s AUTO looks for HTTP/1.1 and waits for its first line',
  (mode) => {
    expect(chain(mode, 'AUTO', HTTP_1_1)).toBe('http');
    expect(chain(mode, 'UNDECLARED', HTTP_1_0)).toBe('tcp');
    expect(chain(mode, 'AUTO', TOKEN)).toBe('tcp');
    expect(chain(mode, 'AUTO', PARTIAL)).toBe('more');
    expect(chain(mode, 'AUTO', Buffer.from(`${'G'.repeat(30)}`))).toBe('tcp');
  },
);

test('DISABLE does not look for TLS: HTTP and TCP ports wait for nothing', () => {
  expect(chain('DISABLE', 'HTTP', Buffer.alloc(0))).toBe('http');
  expect(chain('DISABLE', 'TCP', Buffer.alloc(0))).toBe('tcp');
  expect(chain('DISABLE', 'AUTO', istioHello)).toBe('tcp');
});

test('a ClientHello that comes in pieces is waited for; one with impossible lengths has no ALPN', () => {
  expect(chain('STRICT', 'HTTP', istioHello.subarray(0, 50))).toBe('more');
  const broken = Buffer.from(istioHello);
  broken[43] = 255;
  expect(findFilterChain('STRICT', 'TCP', broken)).toEqual({ terminate: [], network: 'tcp' });
});
