import type { ServerResponse } from 'node:http';

/** Lets so many bytes of an answer's body through; then the connection breaks, or the answer ends as if it were whole. */
export function limitAnswer(response: ServerResponse, bytes: number, breaks: boolean): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  let left = bytes;
  const stop = () => {
    if (breaks) response.socket?.destroy();
    else end();
  };
  const pass = (chunk: unknown) => {
    const body = Buffer.from(String(chunk));
    const part = body.subarray(0, left);
    left -= part.length;
    // What was let through is to arrive before the connection breaks.
    if (left > 0) write(part);
    else write(part, stop);
    return left > 0;
  };
  response.write = (chunk: unknown) => left > 0 && pass(chunk);
  response.end = (chunk?: unknown) => {
    if (left > 0 && (typeof chunk !== 'string' || pass(chunk))) end();
    return response;
  };
}
