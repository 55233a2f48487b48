import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { ProbeLine } from '../model/observation.ts';
import { ascii } from './ascii.ts';
import { type DialContext, dialOnce } from './dial-once.ts';
import { TOKEN } from './payload.ts';

type ControlLine = Extract<ProbeLine, { type: 'control' }>;

/** Dials a port of our own that must answer and one that must refuse: if either does not, no other result is worth anything. */
export async function runControls(
  host: string,
  timeout: number,
  context: DialContext,
): Promise<ControlLine[]> {
  return [await mustAnswer(host, timeout, context), await mustRefuse(host, timeout, context)];
}

async function mustAnswer(host: string, timeout: number, context: DialContext): Promise<ControlLine> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (chunk) => socket.end(chunk));
  });
  return control('must-answer', context.signal, async () => {
    const port = await listen(server, host);
    try {
      const evidence = await dialOnce(
        { address: { host, port }, tls: null, listen: 0, payload: TOKEN, timeout },
        context,
      );
      return {
        ok: evidence.bytes === TOKEN.length,
        detail: `${evidence.bytes} bytes, ${evidence.code ?? evidence.end}`,
      };
    } finally {
      server.close();
    }
  });
}

async function mustRefuse(host: string, timeout: number, context: DialContext): Promise<ControlLine> {
  return control('must-refuse', context.signal, async () => {
    const server = createServer();
    const port = await listen(server, host);
    server.close();
    await once(server, 'close');
    const evidence = await dialOnce(
      { address: { host, port }, tls: null, listen: 0, payload: TOKEN, timeout },
      context,
    );
    return { ok: evidence.code === 'ECONNREFUSED', detail: evidence.code ?? `accepted, ${evidence.end}` };
  });
}

async function listen(server: Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function control(
  name: ControlLine['name'],
  signal: AbortSignal,
  check: () => Promise<{ ok: boolean; detail: string }>,
): Promise<ControlLine> {
  try {
    return { type: 'control', name, ...(await check()) };
  } catch (error) {
    if (signal.aborted) throw error;
    const { code } = error as NodeJS.ErrnoException;
    return {
      type: 'control',
      name,
      ok: false,
      detail: ascii(`no control was possible: ${code ?? String(error)}`, 200),
    };
  }
}
