import { expect, test } from 'vitest';
import type { Evidence, Outcome } from '../../src/model/observation.ts';
import { classify } from '../../src/observe/outcome.ts';
import { certificateOf, evidenceOf } from '../support/tls/evidence.ts';

const own = certificateOf([], false);
const shown = certificateOf(['spiffe://td/ns/a/sa/b']);
const cases: [string, Partial<Evidence>, boolean, Outcome][] = [
  ['nothing listens', { connected: false, end: 'error', code: 'ECONNREFUSED' }, false, 'connection-refused'],
  ['no route', { connected: false, end: 'error', code: 'EHOSTUNREACH' }, false, 'unreachable'],
  ['no network', { connected: false, end: 'error', code: 'ENETUNREACH' }, false, 'unreachable'],
  ['no name', { connected: false, end: 'error', code: 'ENOTFOUND' }, false, 'unreachable'],
  ['no answer at connect', { connected: false, end: 'timeout' }, false, 'unreachable'],
  ['an answer', { bytes: 3, end: 'data' }, false, 'replied'],
  ['an answer and a reset', { bytes: 3, end: 'reset', code: 'ECONNRESET' }, false, 'replied'],
  [
    'a denial by policy',
    { bytes: 9, end: 'eof', http: { status: 403, server: null, upstream: false, rbac: true } },
    false,
    'denied',
  ],
  [
    'a denial by the application',
    { bytes: 9, end: 'eof', http: { status: 403, server: null, upstream: true } },
    false,
    'replied',
  ],
  ['401 to a CONNECT', { connectStatus: 401, end: 'data', certificate: shown }, true, 'denied'],
  ['503 to a CONNECT', { connectStatus: 503, end: 'data', certificate: shown }, true, 'tunnel-refused'],
  ['a tunnel and an answer', { connectStatus: 200, bytes: 3, certificate: shown }, true, 'replied'],
  ['a tunnel that stays silent', { connectStatus: 200, certificate: shown }, true, 'silent'],
  [
    'no answer to a CONNECT',
    { connectStatus: null, end: 'eof', certificate: shown },
    true,
    'closed-after-bytes',
  ],
  ['silence', { end: 'timeout' }, false, 'silent'],
  ['a reset', { end: 'reset', code: 'ECONNRESET' }, false, 'closed-after-bytes'],
  ['an end', { end: 'eof' }, false, 'closed-after-bytes'],
  ['a FIN before the handshake', { end: 'eof', code: 'ECONNRESET' }, false, 'closed-after-bytes'],
  [
    'alert 116 with the mesh certificate',
    { handshake: true, end: 'error', alert: 116, certificate: shown },
    true,
    'certificate-required',
  ],
  [
    'alert 116 of an application',
    { handshake: true, end: 'error', alert: 116, certificate: own },
    false,
    'certificate-required',
  ],
  ['alert 40 under TLS 1.2', { end: 'error', alert: 40, certificate: shown }, true, 'certificate-required'],
  ['alert 40 before any certificate', { end: 'error', alert: 40 }, false, 'closed-after-bytes'],
  [
    'alert 42',
    { handshake: true, end: 'error', alert: 42, certificate: shown },
    true,
    'certificate-rejected',
  ],
  [
    'alert 46',
    { handshake: true, end: 'error', alert: 46, certificate: shown },
    true,
    'certificate-rejected',
  ],
  [
    'alert 48',
    { handshake: true, end: 'error', alert: 48, certificate: shown },
    true,
    'certificate-rejected',
  ],
  ['alert 70', { end: 'error', alert: 70 }, false, 'version-refused'],
  ['alert 120', { end: 'error', alert: 120 }, false, 'application-tls'],
  [
    'alert 80 behind the mesh certificate',
    { handshake: true, end: 'error', alert: 80, certificate: shown },
    true,
    'closed-after-bytes',
  ],
  ['bytes that are not TLS', { end: 'error', code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, false, 'not-tls'],
  [
    'a certificate of its own, answered',
    { handshake: true, bytes: 5, end: 'data', certificate: own },
    false,
    'application-tls',
  ],
  [
    'a certificate of its own, silent',
    { handshake: true, end: 'timeout', certificate: own },
    false,
    'application-tls',
  ],
  ['mTLS answered', { handshake: true, bytes: 5, end: 'data', certificate: shown }, true, 'replied'],
  [
    'mTLS and a dead application',
    { handshake: true, end: 'eof', certificate: shown },
    true,
    'closed-after-bytes',
  ],
  ['mTLS and a silent application', { handshake: true, end: 'timeout', certificate: shown }, true, 'silent'],
];

test.for(cases)('%s', ([, more, meshCertificate, outcome]) => {
  expect(classify(evidenceOf(more), meshCertificate)).toBe(outcome);
});
