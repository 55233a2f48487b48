import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { Evidence } from '../model/observation.ts';
import { firstBytes, parseHttp } from './answer.ts';
import { ascii } from './ascii.ts';
import { readCertificate } from './certificate.ts';
import { readError } from './dial-error.ts';

/** Bytes kept of an answer, enough for HTTP headers. */
const KEPT = 8192;

export interface Recorder {
  readonly evidence: Evidence;
  connected(): void;
  secured(socket: TLSSocket): void;
  data(chunk: Buffer): void;
  /** Notes an error; the certificate of a failed handshake is still there to be read. */
  error(error: unknown, socket: TLSSocket | null): Evidence['end'];
  finish(end: Evidence['end']): Evidence;
}

/** Notes what happens on one connection. */
export function createRecorder(roots: readonly X509Certificate[]): Recorder {
  const start = performance.now();
  const since = () => Math.round(performance.now() - start);
  const kept: Buffer[] = [];
  const evidence = emptyEvidence();
  return {
    evidence,
    connected() {
      evidence.connected = true;
      evidence.ms.connect = since();
    },
    secured(socket) {
      evidence.handshake = true;
      evidence.ms.handshake = since();
      evidence.tls = agreedTls(socket);
      evidence.certificate = readCertificate(socket, roots);
    },
    data(chunk) {
      if (evidence.bytes < KEPT) kept.push(chunk.subarray(0, KEPT - evidence.bytes));
      evidence.bytes += chunk.length;
    },
    error(error, socket) {
      const { code, alert, end } = readError(error);
      evidence.code ??= code;
      evidence.alert ??= alert;
      if (socket) evidence.certificate ??= readCertificate(socket, roots);
      // Before the certificate version and cipher are not agreed upon; after it they are, however the handshake ends.
      if (socket && evidence.certificate) evidence.tls ??= agreedTls(socket);
      return end;
    },
    finish(end) {
      const bytes = Buffer.concat(kept);
      evidence.first = firstBytes(bytes);
      evidence.http = parseHttp(bytes);
      // An alert read after the end of the stream says more than the end.
      evidence.end = evidence.alert === null ? end : 'error';
      evidence.ms.total = since();
      return { ...evidence, ms: { ...evidence.ms } };
    },
  };
}

function agreedTls(socket: TLSSocket): NonNullable<Evidence['tls']> {
  const { alpnProtocol } = socket;
  return {
    version: socket.getProtocol() ?? 'unknown',
    cipher: socket.getCipher()?.name ?? 'unknown',
    alpn: typeof alpnProtocol === 'string' ? ascii(alpnProtocol, 60) : null,
  };
}

function emptyEvidence(): Evidence {
  return {
    connected: false,
    handshake: false,
    wrote: 0,
    bytes: 0,
    first: '',
    http: null,
    end: 'timeout',
    code: null,
    alert: null,
    certificate: null,
    tls: null,
    ms: { connect: null, handshake: null, total: 0 },
    attempts: 1,
  };
}
