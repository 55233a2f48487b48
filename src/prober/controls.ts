import { createServer } from 'node:net';
import type { ControlName, Evidence, ProbeLine } from '../model/observation.ts';
import type { Batch } from '../model/plan.ts';
import { type Address, formatAddress } from './address.ts';
import { ascii } from './ascii.ts';
import { dialOnce, type Recipe } from './dial-once.ts';
import { openDroppingPorts } from './dropping-ports.ts';
import { demandingServer, echoServer, silentServer, whileListening } from './own-servers.ts';
import { TOKEN } from './payload.ts';
import { RECIPES, type RoleContext } from './recipes.ts';

type ControlLine = Extract<ProbeLine, { type: 'control' }>;
/** Null where this machine cannot make what would be dialled. */
type Check = (host: string, context: RoleContext) => Promise<{ ok: boolean; detail: string } | null>;

/** How long nothing must come of a port of our own that drops or is silent. On one machine anything else comes within milliseconds. */
const NOTHING = 300;

/**
 * Dials ports of our own: one that answers, one without a listener, one that is silent, one that drops, and one that demands a certificate
 * as a sidecar under STRICT does. A container that does not see what is there can accuse nobody.
 */
export function runControls(host: string, context: RoleContext): Promise<ControlLine[]> {
  return lines(host, context, {
    'must-answer': mustAnswer,
    'must-refuse': mustRefuse,
    'must-wait': mustWait,
    'must-drop': mustDrop,
    'must-demand': mustDemand,
  });
}

/** With the mesh certificate as server and client: it must be good enough for a server that asks what a sidecar under STRICT asks. */
export function runMeshControls(host: string, context: RoleContext): Promise<ControlLine[]> {
  return lines(host, context, { 'must-accept': mustAccept });
}

const mustAnswer: Check = (host, context) =>
  whileListening(echoServer(), host, async (address) => {
    const evidence = await dialOnce(recipe(address, context), context);
    return { ok: evidence.bytes === TOKEN.length, detail: said(evidence) };
  });

const mustRefuse: Check = async (host, context) => {
  const server = createServer();
  const address = await whileListening(server, host, async (found) => found);
  const evidence = await dialOnce(recipe(address, context), context);
  return { ok: evidence.code === 'ECONNREFUSED', detail: said(evidence) };
};

const mustWait: Check = (host, context) =>
  whileListening(silentServer(), host, async (address) => {
    const evidence = await dialOnce({ ...recipe(address, context), listen: NOTHING, payload: null }, context);
    const { connected, bytes, end } = evidence;
    return { ok: connected && bytes === 0 && end === 'timeout', detail: said(evidence) };
  });

const mustDrop: Check = async (host, context) => {
  const dropping = await openDroppingPorts(1, host);
  try {
    const [port = null] = dropping.ports;
    if (port === null) return null;
    const evidence = await dialOnce({ ...recipe({ host, port }, context), timeout: NOTHING }, context);
    return { ok: !evidence.connected && evidence.code === null, detail: said(evidence) };
  } finally {
    await dropping.close();
  }
};

/** Its certificate is of nobody's CA: what counts is that it is seen, and that the demand is. */
const mustDemand: Check = async (host, context) => {
  const own = context.untrusted?.['mtls-untrusted'];
  if (!own) return null;
  return whileListening(demandingServer({ ...own, ca: own.cert }), host, async (address) => {
    const evidence = await RECIPES['tls-mesh'](batch(address), context);
    const demanded = evidence.alert === 116 && evidence.certificate !== null;
    return { ok: demanded && evidence.certificate?.trusted !== true, detail: said(evidence) };
  });
};

const mustAccept: Check = async (host, context) => {
  const { certificate } = context;
  if (!certificate) return null;
  return whileListening(demandingServer({ ...certificate, ca: certificate.root }), host, async (address) => {
    const evidence = await RECIPES.mtls(batch(address), context);
    const known = evidence.certificate?.trusted !== false;
    const detail = known ? said(evidence) : 'it is not from a root of the mesh';
    return { ok: evidence.bytes > 0 && known, detail };
  });
};

function recipe(address: Address, { timeout }: RoleContext): Recipe {
  return { address, tls: null, listen: 0, payload: TOKEN, timeout };
}

function batch(address: Address): Batch {
  return { ...address, target: formatAddress(address), dials: [], speak: 'token', gentle: false };
}

function said({ connected, bytes, alert, code, end }: Evidence): string {
  const how = alert === null ? (code ?? end) : `alert ${alert}`;
  return `${connected ? `connected, ${bytes} bytes` : 'not connected'}, ${how}`;
}

async function lines(
  host: string,
  context: RoleContext,
  checks: Partial<Record<ControlName, Check>>,
): Promise<ControlLine[]> {
  // What --connect-to leads elsewhere are targets, never these.
  const own = { ...context, connectTo: undefined };
  const made = Object.entries(checks).map(async ([name, check]): Promise<ControlLine[]> => {
    const result = await check(host, own).catch((error: NodeJS.ErrnoException) => {
      if (context.signal.aborted) throw error;
      return { ok: false, detail: `no control was possible: ${error.code ?? String(error)}` };
    });
    if (result === null) return [];
    return [{ type: 'control', name: name as ControlName, ok: result.ok, detail: ascii(result.detail, 200) }];
  });
  return (await Promise.all(made)).flat();
}
