import { groupBy } from '../../util/group.ts';
import type { ZtunnelPort } from './ztunnel.ts';

/** Where ztunnel takes HBONE in every pod in ambient mode. */
const HBONE_PORT = 15008;

/** Starts ztunnel's HBONE port once for each pod, with the certificate of its account; gives the port on loopback by `podIP:15008`. */
export async function startZtunnels(
  ports: ReadonlyMap<string, ZtunnelPort>,
  start: (account: string | undefined, ports: ReadonlyMap<string, ZtunnelPort>) => Promise<number>,
): Promise<Map<string, number>> {
  const pods = groupBy([...ports], ([id]) => hboneOf(id));
  const started = [...pods].map(async ([id, own]): Promise<[string, number]> => {
    const account = own.find(([, { endpoint }]) => endpoint.account !== undefined)?.[1].endpoint.account;
    return [id, await start(account, new Map(own))];
  });
  return new Map(await Promise.all(started));
}

/** `podIP:15008` of the pod that has `podIP:port`. */
export function hboneOf(id: string): string {
  return id.replace(/\d+$/, String(HBONE_PORT));
}
