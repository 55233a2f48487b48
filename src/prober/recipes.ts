import type { SecureVersion } from 'node:tls';
import type { KeyPair } from '../model/key-pair.ts';
import type { Evidence } from '../model/observation.ts';
import type { Batch, DialKind, ProbePlan, UntrustedDial } from '../model/plan.ts';
import { formatAddress, resolveAddress } from './address.ts';
import { clientHello } from './client-hello.ts';
import { dialHbone } from './dial-hbone.ts';
import { type DialContext, dialOnce, type Recipe } from './dial-once.ts';
import { dialTls } from './dial-tls.ts';
import { listTls } from './list-tls.ts';
import type { ClientCertificate } from './mesh-certificate.ts';
import { httpRequest, payloadFor, TOKEN } from './payload.ts';
import type { ProxyAdmin } from './proxy-admin.ts';
import { watchCounters } from './proxy-counters.ts';

export interface RoleContext extends DialContext {
  timeout: number;
  connectTo: Record<string, string> | undefined;
  /** Set in role mesh. */
  certificate: ClientCertificate | null;
  /** Set in role outside. */
  untrusted?: ProbePlan['untrusted'];
  admin: ProxyAdmin;
}

type Dial = (batch: Batch, context: RoleContext) => Promise<Evidence>;

/** Server-first applications greet at once; a little longer where nothing may be written, or where everything takes longer. */
const LISTEN = 300;
const LISTEN_GENTLE = 1000;
const LISTEN_SHARE = 1 / 20;

/** Where ztunnel takes HBONE (istio-semantics 7.3). */
const HBONE_PORT = 15008;

/** How each dial is made (design section 4). */
export const RECIPES = {
  plaintext: (batch, context) => dialOnce(plaintextRecipe(batch, context, true), context),
  'tls-mesh': (batch, context) => dialTls(certlessRecipe(batch, context, ['istio']), context, tries(batch)),
  'tls-plain': (batch, context) => dialTls(certlessRecipe(batch, context, []), context, tries(batch)),
  tls12: (batch, context) => dialTls(certlessRecipe(batch, context, ['istio'], 'TLSv1.2'), context),
  'mtls-untrusted': (batch, context) => dialUntrusted('mtls-untrusted', batch, context),
  'mtls-expired': (batch, context) => dialUntrusted('mtls-expired', batch, context),
  'mtls-foreign': (batch, context) => dialUntrusted('mtls-foreign', batch, context),
  'tls-details': (batch, context) =>
    listTls((offer) => {
      const tls = { ALPNProtocols: ['istio'], ...offer };
      return dialOnce({ ...base(batch, context), tls }, context);
    }),
  async mtls(batch, context) {
    const recipe = certificateRecipe(batch, context, context.certificate);
    const evidence = await dialTls(recipe, context);
    if (batch.speak === 'http' || batch.gentle || !closedByApplication(evidence)) return evidence;
    // An application that speaks TLS itself closes on a token: a ClientHello inside mTLS tells it from one that is not there.
    const again = await dialTls({ ...recipe, payload: await clientHello() }, context);
    const answered = again.bytes > 0 ? again : evidence;
    return { ...answered, attempts: evidence.attempts + again.attempts };
  },
  silent: (batch, context) => dialOnce(silentRecipe(batch, context), context),
  hbone(batch, context) {
    const { cert, key } = context.certificate ?? {};
    const tls = { ALPNProtocols: ['h2'], minVersion: 'TLSv1.2', cert, key } as const;
    const recipe = { ...base(hboneOf(batch), context), ...inside(batch), tls };
    return dialHbone({ ...recipe, authority: formatAddress(batch) }, context);
  },
  'hbone-certless': (batch, context) =>
    dialTls(certlessRecipe({ ...hboneOf(batch), gentle: true }, context, ['h2']), context),
  async 'via-sidecar'(batch, context) {
    const added = await watchCounters(context.admin, batch, context.signal);
    const evidence = await dialOnce(viaRecipe(batch, context), context);
    return { ...evidence, proxy: await added() };
  },
} satisfies Record<Exclude<DialKind, 'control'>, Dial>;

async function dialUntrusted(dial: UntrustedDial, batch: Batch, context: RoleContext): Promise<Evidence> {
  const own = context.untrusted?.[dial];
  if (!own) throw new Error(`the plan has no certificate for ${dial}`);
  return dialTls(certificateRecipe(batch, context, own), context);
}

/** TLS as a mesh client's proxy offers it; its ALPN makes a sidecar terminate in every mode that has TLS at all. */
function certificateRecipe(batch: Batch, context: RoleContext, certificate: KeyPair | null): Recipe {
  const { cert, key } = certificate ?? {};
  const ALPNProtocols = batch.speak === 'http' ? ['istio-http/1.1', 'istio', 'http/1.1'] : ['istio'];
  const tls = { ALPNProtocols, minVersion: 'TLSv1.2', cert, key, ...named(batch) } as const;
  return { ...base(batch, context), ...inside(batch), tls };
}

/** mTLS came about, and then the connection ended without a byte or an alert. */
function closedByApplication({ handshake, bytes, alert, end }: Evidence): boolean {
  return handshake && bytes === 0 && alert === null && (end === 'eof' || end === 'reset');
}

/** The plaintext dial; without `write` it only listens. */
export function plaintextRecipe(batch: Batch, context: RoleContext, write: boolean): Recipe {
  const listen = batch.gentle ? LISTEN_GENTLE : batch.speak === 'http' ? 0 : greetingTime(context);
  return { ...base(batch, context), listen, payload: write ? payloadFor(batch.speak, batch) : null };
}

/**
 * Says nothing: ztunnel ends such a connection at once where it refuses plaintext, an application or a sidecar waits for a word. The
 * time is many times what ztunnel was seen to take (8 ms at most, measured.md section 6).
 */
function silentRecipe(batch: Batch, context: RoleContext): Recipe {
  const listen = Math.max(LISTEN_GENTLE, context.timeout * LISTEN_SHARE);
  return { ...base(batch, context), listen, payload: null };
}

/** At a pod in ambient mode no certificate is to come: a handshake that is cut short is ztunnel's answer, and dialled once. */
function tries({ dials }: Batch): number | undefined {
  return dials.includes('hbone-certless') ? 1 : undefined;
}

/** ztunnel's port of the same pod. */
function hboneOf(batch: Batch): Batch {
  return { ...batch, port: HBONE_PORT };
}

/** One TLS version, without a certificate. Never ALPN `istio-peer-exchange`: it would start the metadata exchange. */
function certlessRecipe(
  batch: Batch,
  context: RoleContext,
  ALPNProtocols: string[],
  version: SecureVersion = 'TLSv1.3',
): Recipe {
  const tls = {
    minVersion: version,
    maxVersion: version,
    ...(ALPNProtocols.length ? { ALPNProtocols } : {}),
    ...named(batch),
  };
  return { ...base(batch, context), ...inside(batch), tls };
}

function named({ serverName }: Batch): Pick<NonNullable<Recipe['tls']>, 'servername'> {
  return serverName === undefined ? {} : { servername: serverName };
}

/** What is said inside TLS. Nothing to a database: certificates and alerts come without a byte of ours (measured.md section 2). */
function inside(batch: Batch): Pick<Recipe, 'listen' | 'payload'> {
  if (batch.gentle) return { listen: LISTEN_GENTLE, payload: null };
  return { listen: 0, payload: payloadFor(batch.speak, batch) };
}

function viaRecipe(batch: Batch, context: RoleContext): Recipe {
  const recipe = base(batch, context);
  // The connection to the server is made without a byte of ours; on database ports that must do.
  if (batch.gentle) return { ...recipe, listen: LISTEN_GENTLE, payload: null };
  if (batch.speak === 'http') return { ...recipe, payload: httpRequest(batch.host) };
  if (batch.speak === 'token') return { ...recipe, listen: greetingTime(context), payload: TOKEN };
  return { ...recipe, tls: { minVersion: 'TLSv1.2', servername: batch.host }, payload: TOKEN };
}

function greetingTime({ timeout }: RoleContext): number {
  return Math.max(LISTEN, timeout * LISTEN_SHARE);
}

function base(batch: Batch, { timeout, connectTo }: RoleContext): Recipe {
  return { address: resolveAddress(batch, connectTo), tls: null, listen: 0, payload: null, timeout };
}
