import { type ConnectionOptions, createSecureContext, type SecureContext } from 'node:tls';

type Options = Pick<ConnectionOptions, 'ciphers' | 'minVersion' | 'maxVersion' | 'cert' | 'key'>;

/** More kinds of dials than there are. */
const MOST = 100;
const made = new Map<string, SecureContext>();

/**
 * The context for these options, made once: making it is a fifth of the cost of a dial. It holds no session, so that every handshake is a
 * full one. Throws what Node does not take.
 */
export function secureContext({ ciphers, minVersion, maxVersion, cert, key }: Options): SecureContext {
  const name = [ciphers, minVersion, maxVersion, cert].join('\n');
  const known = made.get(name);
  if (known) return known;
  const context = createSecureContext({ ciphers, minVersion, maxVersion, cert, key });
  if (made.size >= MOST) made.clear();
  made.set(name, context);
  return context;
}
