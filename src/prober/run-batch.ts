import type { Evidence, ProbeLine } from '../model/observation.ts';
import { type Batch, type DialKind, UNTRUSTED_DIALS } from '../model/plan.ts';
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
  for (const dial of inOrder(batch)) {
    try {
      if (!meshSeen && NEEDS_SIDECAR.includes(dial)) {
        write({ type: 'not-run', target, dial, reason: 'no-mesh-certificate' });
        continue;
      }
      const silent = batch.gentle && dial === 'plaintext' && meshSeen;
      const evidence = silent
        ? await dialOnce(plaintextRecipe(batch, context, false), context)
        : await RECIPES[dial](batch, context);
      if (dial === 'tls-mesh') meshSeen = isMesh(evidence);
      if (silent && evidence.end === 'timeout' && evidence.connected)
        write({ type: 'not-run', target, dial, reason: 'database-port' });
      else write({ type: 'result', target, dial, evidence });
    } catch (error) {
      if (context.signal.aborted) write({ type: 'not-run', target, dial, reason: 'deadline' });
      else write({ type: 'result', target, dial, evidence: failure(error) });
    }
  }
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
