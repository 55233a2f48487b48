import type { Writable } from 'node:stream';
import type { ProbeLine } from '../model/observation.ts';

export interface FrameWriter {
  write(line: ProbeLine): void;
  /** Writes the end line and waits until the stream has taken every line. */
  end(): Promise<void>;
}

/** Writes framed lines, numbered from 0; the end line counts the results and the dials that were not run. */
export function createFrameWriter(nonce: string, stream: Writable): FrameWriter {
  let sequence = 0;
  let results = 0;
  const frame = (line: ProbeLine) => `mtls-verify ${nonce} ${sequence++} ${JSON.stringify(line)}\n`;
  return {
    write(line) {
      if (line.type === 'result' || line.type === 'not-run') results++;
      stream.write(frame(line));
    },
    end() {
      // The callback of the last write comes after all others; leaving earlier loses lines (measured.md section 5).
      return new Promise((resolve, reject) => {
        stream.write(frame({ type: 'end', results }), (error) => (error ? reject(error) : resolve()));
      });
    },
  };
}
