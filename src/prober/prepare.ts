import type { NotRunReason, ProbeLine } from '../model/observation.ts';
import type { Role } from '../model/plan.ts';
import { ascii } from './ascii.ts';
import { describeChain } from './certificate.ts';
import { runControls, runMeshControls } from './controls.ts';
import { get } from './get.ts';
import { type ClientCertificate, readMeshCertificate, validityProblem } from './mesh-certificate.ts';
import { poll } from './poll.ts';
import { proxyAdmin } from './proxy-admin.ts';
import type { RoleContext } from './recipes.ts';
import { parseRoots } from './roots.ts';
import type { Settings } from './settings.ts';

/** The certificate came 0.28 s after the container in the lab, the proxy was ready after 0.6 s; a loaded node takes longer. */
const PATIENCE = 20_000;

/** Runs the controls while it waits for what the role needs. A reason when it never came; then nothing can be dialled. */
export async function controlsThenPrepare(
  settings: Settings,
  signal: AbortSignal,
  write: (line: ProbeLine) => void,
  patience = PATIENCE,
): Promise<RoleContext | NotRunReason> {
  const { plan, role, podIp, admin } = settings;
  const context: RoleContext = {
    roots: parseRoots(plan.roots),
    signal,
    timeout: plan.dialTimeout,
    pause: plan.pause,
    connectTo: plan.connectTo,
    certificate: null,
    ...(plan.untrusted ? { untrusted: plan.untrusted } : {}),
    admin: proxyAdmin(admin),
  };
  const needed: Record<Role, (base: RoleContext) => Promise<RoleContext | NotRunReason>> = {
    outside: async (base) => base,
    mesh: withCertificate,
    via: withProxy,
  };
  try {
    const [lines, prepared] = await Promise.all([runControls(podIp, context), needed[role](context)]);
    for (const line of lines) write(line);
    return prepared;
  } catch (error) {
    if (!signal.aborted) throw error;
    return 'deadline';
  }

  async function withCertificate(base: RoleContext): Promise<RoleContext | NotRunReason> {
    let reason: 'no-certificate' | 'certificate-not-valid' = 'no-certificate';
    const ask = async () => {
      const found = await readMeshCertificate(settings.certificates);
      reason = typeof found === 'string' ? 'no-certificate' : 'certificate-not-valid';
      // The agent may be about to renew it, or the clock about to be set.
      return typeof found === 'string' ? found : (validityProblem(found, Date.now()) ?? found);
    };
    const certificate = await poll<ClientCertificate>(ask, patience, signal);
    if (typeof certificate === 'string') {
      write({ type: 'problem', reason, detail: ascii(certificate, 300) });
      return 'no-certificate';
    }
    const roots = base.roots.length > 0 ? base.roots : parseRoots([certificate.root]);
    const shown = describeChain(parseRoots([certificate.cert]), roots);
    if (shown) write({ type: 'identity', certificate: shown });
    const ready = { ...base, roots, certificate };
    for (const line of await runMeshControls(podIp, ready)) write(line);
    return ready;
  }

  async function withProxy(base: RoleContext): Promise<RoleContext | NotRunReason> {
    const ask = async () =>
      (await get(settings.ready, signal)) === null ? `no 200 from ${settings.ready}` : { ready: true };
    const ready = await poll(ask, patience, signal);
    if (typeof ready !== 'string') return base;
    write({ type: 'problem', reason: 'proxy-not-ready', detail: ascii(ready, 300) });
    return 'proxy-not-ready';
  }
}
