import type { ProbeLine } from '../model/observation.ts';
import { parseProbeLine } from './probe-line.ts';

/** Longer lines are none of ours: the prober keeps below 8 kB. */
const MAX_LINE = 16_384;
/** More lines than any plan that fits a ConfigMap can make. */
const MAX_SEQUENCE = 100_000;

export interface FrameReader {
  /** Takes log text as it comes, cut anywhere; gives the lines that are new. */
  push(chunk: string): ProbeLine[];
  /** True once the end line and every line before it were read. */
  complete(): boolean;
  /** Sequence numbers, up to the last one known, whose line was not read. */
  missing(): number[];
}

/**
 * Reads framed lines out of a log. Other lines are passed over and repeated ones (a log that is read again after the stream
 * broke off) are given once.
 */
export function createFrameReader(nonce: string): FrameReader {
  const prefix = `mtls-verify ${nonce} `;
  const seen = new Set<number>();
  let last = -1;
  let ended = false;
  let pending = '';
  /** The line under way is too long; what comes up to its end is dropped. */
  let skipping = false;

  const missing = () =>
    Array.from({ length: last + 1 }, (_, sequence) => sequence).filter((n) => !seen.has(n));

  const read = (text: string): ProbeLine | null => {
    if (!text.startsWith(prefix)) return null;
    const [, digits, json] = /^(\d{1,6}) (\{.*\})\r?$/.exec(text.slice(prefix.length)) ?? [];
    const sequence = Number(digits);
    if (json === undefined || sequence >= MAX_SEQUENCE || seen.has(sequence)) return null;
    const value = parseJson(json);
    // Cut off: it may come whole when the log is read again.
    if (value === undefined) return null;
    seen.add(sequence);
    last = Math.max(last, sequence);
    // A whole line of a wrong shape will not get better; its dial is then not reported.
    const line = parseProbeLine(value);
    if (line?.type === 'end') ended = true;
    return line;
  };

  return {
    push(chunk) {
      const lines: ProbeLine[] = [];
      const parts = chunk.split('\n');
      for (const [index, part] of parts.entries()) {
        if (!skipping) pending += part;
        if (pending.length > MAX_LINE) skipping = true;
        if (skipping) pending = '';
        if (index === parts.length - 1) break;
        const line = skipping ? null : read(pending);
        if (line) lines.push(line);
        pending = '';
        skipping = false;
      }
      return lines;
    },
    complete: () => ended && missing().length === 0,
    missing,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
