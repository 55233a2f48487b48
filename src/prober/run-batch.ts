import { setTimeout as sleep } from 'node:timers/promises';
import type { Evidence, ProbeLine } from '../model/observation.ts';
import { type Batch, DIALS_IN_DOUBT, type DialKind, UNTRUSTED_DIALS } from '../model/plan.ts';
import { dialOnce } from './dial-once.ts';
import { plaintextRecipe, RECIPES, type RoleContext } from './recipes.ts';
import { createRecorder } from './recorder.ts';

export type DialLine = Extract<ProbeLine, { type: 'result' | 'not-run' }>;

/** They ask what a sidecar takes; elsewhere they would only bother the application. */
const NEEDS_SIDECAR: readonly DialKind[] = ['tls12', ...UNTRUSTED_DIALS];

/** Makes the dials of one target, one after the other, and writes one line for each, whatever happens. */
export async function runBatch(
  batch: Batch,
  context: RoleContext,
  write: (line: DialLine) => void,
): Promise<void> {
  const { target } = batch;
  let meshSeen = false;
  let made = 0;
  /** Every dial connected, and none was told more than that. */
  let inDoubt = batch.dials.includes('tls-plain');
  const make = async (dial: Batch['dials'][number]) => {
    try {
      if (!meshSeen && NEEDS_SIDECAR.includes(dial)) {
        write({ type: 'not-run', target, dial, reason: 'no-mesh-certificate' });
        return;
      }
      if (made > 0 && context.pause) await sleep(context.pause, undefined, { signal: context.signal });
      made += 1;
      const silent = batch.gentle && dial === 'plaintext' && meshSeen;
      const evidence = silent
        ? await dialOnce(plaintextRecipe(batch, context, false), context)
        : await RECIPES[dial](batch, context);
      if (dial === 'tls-mesh') meshSeen = isMesh(evidence);
      inDoubt &&= evidence.connected && evidence.bytes === 0 && evidence.certificate === null;
      if (silent && evidence.end === 'timeout' && evidence.connected)
        write({ type: 'not-run', target, dial, reason: 'database-port' });
      else write({ type: 'result', target, dial, evidence });
    } catch (error) {
      inDoubt = false;
      if (context.signal.aborted) write({ type: 'not-run', target, dial, reason: 'deadline' });
      else write({ type: 'result', target, dial, evidence: failure(error) });
    }
  };
  for (const dial of inOrder(batch)) await make(dial);
  for (const dial of DIALS_IN_DOUBT) if (inDoubt && !batch.dials.includes(dial)) await make(dial);
}

/** On database ports the certless TLS dials come first: they may make the plaintext one unnecessary. */
function inOrder({ dials, gentle }: Batch): Batch['dials'] {
  if (!gentle) return dials;
  return [...dials.filter((dial) => dial !== 'plaintext'), ...dials.filter((dial) => dial === 'plaintext')];
}

/** A dial that Node refused to make at all, such as one to an impossible port. */
function failure(error: unknown): Evidence {
  const recorder = createRecorder([]);
  return recorder.finish(recorder.error(error, null));
}

/** Whether the certificate of a mesh workload was shown, of whichever. */
export function isMesh({ certificate }: Evidence): boolean {
  if (!certificate || certificate.trusted === false) return false;
  return certificate.uris.some((uri) => uri.startsWith('spiffe://'));
}
