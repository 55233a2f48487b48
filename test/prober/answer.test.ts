import { describe, expect, test } from 'vitest';
import { firstBytes, parseHttp } from '../../src/prober/answer.ts';

describe('firstBytes', () => {
  test('keeps printable ASCII and no more than 120 bytes', () => {
    expect(firstBytes(Buffer.from('a\r\n\u001b[31m\u00e9\u2028z'))).toBe('a...[31m.....z');
    expect(firstBytes(Buffer.alloc(500, 'x'))).toHaveLength(120);
    expect(firstBytes(Buffer.alloc(0))).toBe('');
  });
});

describe('parseHttp', () => {
  const parse = (text: string) => parseHttp(Buffer.from(text, 'latin1'));

  test('status, server and the mark of an upstream', () => {
    expect(
      parse('HTTP/1.1 200 OK\r\nServer: istio-envoy\r\nX-Envoy-Upstream-Service-Time: 3\r\n\r\nhi'),
    ).toEqual({
      status: 200,
      server: 'istio-envoy',
      upstream: true,
    });
    expect(parse('HTTP/1.0 426 Upgrade Required\r\n\r\n')).toEqual({
      status: 426,
      server: null,
      upstream: false,
    });
    expect(parse('HTTP/1.1 204')).toMatchObject({ status: 204 });
  });

  test('a refusal by an AuthorizationPolicy', () => {
    const refusal = 'HTTP/1.1 403 Forbidden\r\nserver: istio-envoy\r\n\r\nRBAC: access denied';
    expect(parse(refusal)).toMatchObject({ status: 403, rbac: true });
    expect(parse(refusal.replace('403', '200'))).not.toHaveProperty('rbac');
    expect(parse('HTTP/1.1 403 Forbidden\r\n\r\nno')).not.toHaveProperty('rbac');
  });

  test.each([
    ['a local rate limit', 'HTTP/1.1 429 Too Many Requests\r\nserver: envoy\r\n\r\nlocal_rate_limited', true],
    ['an open circuit breaker', 'HTTP/1.1 503 Service Unavailable\r\nx-envoy-overloaded: true\r\n\r\n', true],
    [
      'its words',
      'HTTP/1.1 503 Service Unavailable\r\n\r\nupstream connect error … reset reason: overflow',
      true,
    ],
    [
      'the overload manager',
      'HTTP/1.1 503 Service Unavailable\r\nx-envoy-local-overloaded: true\r\n\r\n',
      true,
    ],
    [
      'a 503 of another kind',
      'HTTP/1.1 503 Service Unavailable\r\n\r\nreset reason: connection termination',
      undefined,
    ],
    [
      'an answer that talks of it',
      'HTTP/1.1 200 OK\r\nx-envoy-overloaded: true\r\n\r\nenvoy overloaded',
      undefined,
    ],
  ])('%s', (_name, text, limited) => {
    expect(parse(text)?.limited).toBe(limited);
  });

  test('headers are looked for only in the head, and the server is bounded', () => {
    expect(parse('HTTP/1.1 200 OK\r\n\r\n\r\nserver: x\r\nx-envoy-upstream-service-time: 1')).toMatchObject({
      server: null,
      upstream: false,
    });
    expect(parse(`HTTP/1.1 200 OK\r\nserver: \u001b${'s'.repeat(500)}\r\n\r\n`)?.server).toBe(
      `.${'s'.repeat(59)}`,
    );
  });

  test.for(['', 'SSH-2.0-x', 'HTTP/2 200', 'HTTP/1.1 20', 'HTTP/1.1 2000', 'xHTTP/1.1 200 OK'])(
    '%j is not HTTP',
    (text) => {
      expect(parse(text)).toBeNull();
    },
  );
});
