import type { WriteStream } from 'node:tty';

export interface Progress {
  say(message: string): void;
  /** Takes the last line away, so that the result starts on a clean one. */
  clear(): void;
}

/** Progress for people: one line that changes on a terminal, plain lines elsewhere. Never on stdout. */
export function createProgress(stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): Progress {
  const animated = stream.isTTY === true && !process.env.CI;
  return {
    say(message) {
      if (animated) stream.write(`\r\u001b[K${message.slice(0, (stream.columns ?? 80) - 1)}`);
      else stream.write(`${message}\n`);
    },
    clear() {
      if (animated) stream.write('\r\u001b[K');
    },
  };
}
