import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Evidence } from '../model/observation.ts';
import { createAttempt } from './attempt.ts';
import { type DialContext, ENOUGH, QUIET, type Recipe } from './dial-once.ts';
import { createRecorder } from './recorder.ts';

export interface HboneRecipe extends Recipe {
  /** What CONNECT asks for: `podIP:port`. */
  authority: string;
}

/** Megabytes that a session may hold; a peer that sends more is cut off. */
const MEMORY = 1;
const OPEN = 200;

/**
 * Asks ztunnel for a tunnel (HTTP/2 CONNECT inside TLS, istio-semantics 7.3) and, where it opens, says the payload in it. Tells all
 * that was seen; rejects only when `signal` aborts, or for options that Node does not take.
 */
export function dialHbone(recipe: HboneRecipe, { roots, signal }: DialContext): Promise<Evidence> {
  return new Promise((resolve, reject) => {
    const recorder = createRecorder(roots);
    const { evidence } = recorder;
    evidence.connectStatus = null;
    const raw = connectTcp({ ...recipe.address, autoSelectFamily: false });
    let session: ClientHttp2Session | undefined;
    const release = () => {
      session?.destroy();
      raw.destroy();
    };
    const { timeout } = recipe;
    const attempt = createAttempt({ recorder, timeout, signal, release, resolve, reject });
    const { arm, after, ending, finish } = attempt;

    const open = (found: ClientHttp2Session) => {
      const stream = found.request({ ':method': 'CONNECT', ':authority': recipe.authority });
      const say = () => {
        if (recipe.payload === null) return finish('timeout');
        evidence.wrote += Buffer.byteLength(recipe.payload);
        stream.write(recipe.payload);
        arm();
      };
      stream.on('response', (headers) => {
        evidence.connectStatus = headers[':status'] ?? 0;
        if (evidence.connectStatus !== OPEN) return finish('data');
        if (recipe.listen > 0) after(recipe.listen, say);
        else say();
      });
      stream.on('data', (chunk: Buffer) => {
        if (attempt.left()) return;
        // The first bytes are what counts: a peer that drips for ever is not waited for.
        if (evidence.bytes === 0 && !attempt.over()) after(QUIET, () => finish('data'));
        recorder.data(chunk);
        if (evidence.bytes >= ENOUGH) finish('data');
      });
      stream.on('error', (error) => ending(recorder.error(error, null)));
      stream.on('end', () => ending('eof'));
      stream.on('close', () => ending('eof'));
    };

    if (!attempt.begin()) return;
    raw.on('error', (error) => ending(recorder.error(error, null)));
    raw.on('close', () => ending('eof'));
    raw.once('connect', () => {
      recorder.connected();
      arm();
      try {
        const secure = connectTls({ ...recipe.tls, socket: raw, rejectUnauthorized: false });
        secure.on('error', (error) => ending(recorder.error(error, secure)));
        secure.once('secureConnect', () => {
          recorder.secured(secure);
          arm();
        });
        session = connectHttp2(`https://${recipe.authority}`, {
          createConnection: () => secure,
          maxSessionMemory: MEMORY,
          settings: { enablePush: false },
        });
        session.on('error', (error) => ending(recorder.error(error, secure)));
        open(session);
      } catch (error) {
        attempt.fail(error);
      }
    });
  });
}
