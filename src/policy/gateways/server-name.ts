import type { GatewayMode } from '../../model/gateway.ts';

/** Ports where Envoy takes no TLS, or reads the name as something else than a host (pilot/pkg/networking/core/gateway.go). */
const WITHOUT: readonly GatewayMode[] = ['PLAINTEXT', 'AUTO_PASSTHROUGH', 'HBONE', 'NONE'];
/** For what stands before the dot of a wildcard. */
const ANY = 'mtls-verify';

/**
 * A server name that a port's hosts answer to: without one of them Envoy finds no filter chain and closes. Null where any will do, and
 * where no host can be a name in TLS.
 */
export function serverName(mode: GatewayMode, hosts: readonly string[]): string | null {
  if (WITHOUT.includes(mode) || hosts.includes('*')) return null;
  const names = hosts.map((host) => host.replace(/^\*\./, `${ANY}.`));
  return names.find((name) => /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i.test(name)) ?? null;
}
