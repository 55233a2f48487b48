import { type ConnectionOptions, createSecureContext, DEFAULT_CIPHERS, type SecureContext } from 'node:tls';

type Options = Pick<ConnectionOptions, 'ciphers' | 'minVersion' | 'maxVersion' | 'cert' | 'key'>;

/** More kinds of dials than there are. */
const MOST = 100;
const made = new Map<string, SecureContext>();

/**
 * The context for these options, made once: making it is a fifth of the cost of a dial. It holds no session, so that every handshake is a
 * full one. Throws what Node does not take.
 */
export function secureContext(options: Options): SecureContext {
  // What tls.connect() offers; a context of its own would offer what OpenSSL does.
  const { ciphers = DEFAULT_CIPHERS, minVersion, maxVersion, cert, key } = options;
  const name = [ciphers, minVersion, maxVersion, cert].join('\n');
  const known = made.get(name);
  if (known) return known;
  const context = createSecureContext({ ciphers, minVersion, maxVersion, cert, key });
  if (made.size >= MOST) made.clear();
  made.set(name, context);
  return context;
}
