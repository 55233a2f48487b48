import type { Writable } from 'node:stream';
import type { ProbeLine } from '../model/observation.ts';

export interface FrameWriter {
  write(line: ProbeLine): void;
  /** Writes the end line and waits until the stream has taken every line. */
  end(): Promise<void>;
}

/** Lines of so many milliseconds go out together: a write to the log costs as much as part of a handshake. */
const TOGETHER = 20;

/** Writes framed lines, numbered from 0; the end line counts the results and the dials that were not run. */
export function createFrameWriter(nonce: string, stream: Writable): FrameWriter {
  let sequence = 0;
  let results = 0;
  let pending = '';
  const add = (line: ProbeLine) => {
    if (pending === '') setTimeout(flush, TOGETHER);
    pending += `mtls-verify ${nonce} ${sequence++} ${JSON.stringify(line)}\n`;
  };
  const flush = (done?: (error?: Error | null) => void) => {
    const text = pending;
    pending = '';
    stream.write(text, done);
  };
  return {
    write(line) {
      if (line.type === 'result' || line.type === 'not-run') results++;
      add(line);
    },
    end() {
      add({ type: 'end', results });
      // The callback of the last write comes after all others; leaving earlier loses lines (measured.md section 5).
      return new Promise((resolve, reject) => flush((error) => (error ? reject(error) : resolve())));
    },
  };
}
