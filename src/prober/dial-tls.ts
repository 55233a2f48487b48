import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence } from '../model/observation.ts';
import { type DialContext, dialOnce, type Recipe } from './dial-once.ts';

const MAX_ATTEMPTS = 6;
const PAUSE = 50;
/** TLS alert protocol_version. */
const PROTOCOL_VERSION = 70;

/**
 * Dials with TLS, again where the first answer decides nothing: alert 70 asks for TLS 1.2, and a dead application cuts the
 * handshake short about once in five (measured.md sections 1 and 2). Attempts that together took longer
 * than one step may are enough: a server that cuts every handshake short late would hold the probe up.
 */
export async function dialTls(
  recipe: Recipe,
  context: DialContext,
  attempts = MAX_ATTEMPTS,
): Promise<Evidence> {
  let { tls } = recipe;
  let spent = 0;
  for (let attempt = 1; ; attempt++) {
    const evidence = { ...(await dialOnce({ ...recipe, tls }, context)), attempts: attempt };
    spent += evidence.ms.total;
    const older = evidence.alert === PROTOCOL_VERSION && tls?.minVersion === 'TLSv1.3';
    if (older) tls = { ...tls, minVersion: 'TLSv1.2' };
    const enough = attempt >= attempts || spent > recipe.timeout;
    if (enough || !(older || cutShort(evidence))) return evidence;
    await sleep(Math.max(PAUSE, context.pause ?? 0), undefined, { signal: context.signal });
  }
}

/** A FIN before the handshake was over, with no certificate seen. */
function cutShort(evidence: Evidence): boolean {
  return evidence.connected && !evidence.handshake && !evidence.certificate && evidence.end === 'eof';
}
