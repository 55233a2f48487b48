import type { Evidence } from '../model/observation.ts';
import { ascii } from './ascii.ts';

/** What an error of a socket says: its code, the TLS alert in it and how the connection ended. */
export function readError(error: unknown): { code: string; alert: number | null; end: Evidence['end'] } {
  const { code, errno, message } = error as Partial<NodeJS.ErrnoException>;
  const alert = /alert number (\d{1,3})/.exec(message ?? '')?.[1];
  return {
    code: ascii(String(code ?? 'UNKNOWN'), 80),
    alert: alert === undefined ? null : Number(alert),
    end: endOf(code, errno),
  };
}

function endOf(code: string | undefined, errno: number | undefined): Evidence['end'] {
  // Node reports a FIN before the end of the handshake as ECONNRESET without errno; a real reset has one.
  if (code === 'ECONNRESET' && errno === undefined) return 'eof';
  return code === 'ECONNRESET' || code === 'EPIPE' ? 'reset' : 'error';
}
