import { VerifyError } from '../model/errors.ts';
import type { ContainerState } from '../model/kubernetes.ts';
import { printable } from '../util/text.ts';

/** Characters from the end of the log of a failed container that go into the message. */
export const TAIL = 300;

/** Names the end of a container whose log, read whole, is not complete. */
export function endedError(
  place: { pod: string; container: string },
  { reason = '', exitCode, message = '' }: NonNullable<ContainerState['terminated']>,
  tail: string,
): VerifyError {
  const who = `container ${place.container} of ${place.pod}`;
  if (exitCode === 0) {
    // The prober ends with 0 only after its last line was written.
    return new VerifyError('LOG_INCOMPLETE', `${who} reported everything, but lines of its log are missing`);
  }
  if (reason === 'OOMKilled') {
    return new VerifyError('OUT_OF_MEMORY', `${who} went over its memory limit (${reason})`);
  }
  const said = printable(message, TAIL) || printable(tail, TAIL);
  return new VerifyError(
    'POD_FAILED',
    `${who} ended without its result (${printable(reason)}, exit code ${exitCode}): ${said}`,
  );
}
