import type { X509Certificate } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { Evidence } from '../model/observation.ts';
import type { Address } from './address.ts';
import { createAttempt } from './attempt.ts';
import { createRecorder } from './recorder.ts';
import { secureContext } from './secure-context.ts';

export interface Recipe {
  address: Address;
  /** Null for a connection without TLS. */
  tls: Pick<
    ConnectionOptions,
    'ALPNProtocols' | 'ciphers' | 'minVersion' | 'maxVersion' | 'cert' | 'key' | 'servername'
  > | null;
  /** Time to wait for a greeting before anything is written; 0 writes at once. */
  listen: number;
  /** Null: write nothing, only listen. */
  payload: string | Buffer | null;
  /** Longest time for each of connect, handshake, the wait for the first byte, and what comes after it. */
  timeout: number;
}

export interface DialContext {
  roots: readonly X509Certificate[];
  signal: AbortSignal;
  /** Time to leave a target alone before the next connection to it; none when absent. */
  pause?: number | undefined;
}

/** Nothing more came for so long: the answer is over. */
export const QUIET = 60;
/** Bytes of an answer after which no more is read. */
export const ENOUGH = 65_536;

/** Makes one connection by the recipe on a fresh socket and tells all that was seen; rejects only when `signal` aborts. */
export function dialOnce(recipe: Recipe, { roots, signal }: DialContext): Promise<Evidence> {
  return new Promise((resolve, reject) => {
    const recorder = createRecorder(roots);
    const sockets: Socket[] = [];
    let limit: NodeJS.Timeout | undefined;
    const release = () => {
      clearTimeout(limit);
      for (const socket of sockets) socket.destroy();
    };
    const { timeout } = recipe;
    const attempt = createAttempt({ recorder, timeout, signal, release, resolve, reject });
    const { arm, after, finish } = attempt;
    const ending = (end: Evidence['end']) => {
      if (recorder.evidence.alert === null) attempt.ending(end);
      // Nothing that comes after an alert says more.
      else if (!attempt.left()) finish(end);
    };
    const write = (socket: Socket) => {
      if (recipe.payload === null) return finish('timeout');
      recorder.evidence.wrote += Buffer.byteLength(recipe.payload);
      socket.write(recipe.payload);
      arm();
    };
    const ready = (socket: Socket) => {
      if (recipe.listen > 0) after(recipe.listen, () => write(socket));
      else write(socket);
    };
    const watch = (socket: Socket, secure: TLSSocket | null) => {
      socket.on('data', (chunk: Buffer) => {
        if (attempt.left()) return;
        recorder.data(chunk);
        // A server that never falls quiet is not listened to for ever.
        limit ??= setTimeout(() => finish('data'), timeout);
        if (recorder.evidence.bytes >= ENOUGH) finish('data');
        else if (!attempt.over()) after(QUIET, () => finish('data'));
      });
      socket.on('error', (error) => ending(recorder.error(error, secure)));
      socket.on('end', () => ending('eof'));
      socket.on('close', () => ending('eof'));
    };
    const secure = (raw: Socket, options: NonNullable<Recipe['tls']>) => {
      // Errors of the connection below come up through the TLS socket; this listener only keeps Node from throwing.
      raw.on('error', () => undefined);
      const { ALPNProtocols, servername } = options;
      const context = secureContext(options);
      const socket = connectTls({
        ...(ALPNProtocols && { ALPNProtocols }),
        ...(servername !== undefined && { servername }),
        secureContext: context,
        socket: raw,
        rejectUnauthorized: false,
      });
      sockets.unshift(socket);
      watch(socket, socket);
      // A renegotiation says so again, as often as the server likes.
      socket.once('secureConnect', () => {
        recorder.secured(socket);
        ready(socket);
      });
      arm();
    };

    if (!attempt.begin()) return;
    const raw = connectTcp({ ...recipe.address, autoSelectFamily: false });
    sockets.push(raw);
    const refused = (error: Error) => ending(recorder.error(error, null));
    raw.once('error', refused);
    raw.once('connect', () => {
      raw.off('error', refused);
      recorder.connected();
      if (!recipe.tls) {
        watch(raw, null);
        ready(raw);
        return;
      }
      try {
        secure(raw, recipe.tls);
      } catch (error) {
        // Options that Node does not take are an answer too; thrown here they would end the whole probe.
        attempt.fail(error);
      }
    });
  });
}
