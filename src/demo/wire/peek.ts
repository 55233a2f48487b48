import type { Socket } from 'node:net';

/** More than a ClientHello or a first line ever needs. */
const MOST = 65_536;

/**
 * Collects the first bytes of a paused connection until `decide` is content with them, then pauses it again; `decide` sees
 * the empty start too. A connection that ends before stays unanswered.
 */
export function peek<T>(
  socket: Socket,
  decide: (bytes: Buffer) => T | 'more',
  then: (decision: T, head: Buffer) => void,
): void {
  let head: Buffer = Buffer.alloc(0);
  const look = (): boolean => {
    const decision = decide(head);
    if (decision === 'more') return false;
    socket.off('data', onData);
    socket.off('end', onEnd);
    socket.pause();
    then(decision, head);
    return true;
  };
  const onData = (chunk: Buffer) => {
    head = Buffer.concat([head, chunk]);
    if (!look() && head.length > MOST) socket.resetAndDestroy();
  };
  const onEnd = () => socket.destroy();
  if (look()) return;
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.resume();
}
