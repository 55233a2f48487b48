import type { Server } from 'node:net';
import { createAuthority } from '../../certificate/authority.ts';
import type { KeyPair } from '../../model/key-pair.ts';
import type { Mode } from '../../model/policy.ts';
import { openDroppingPorts } from '../../prober/dropping-ports.ts';
import { APP_SERVERS } from './apps.ts';
import { createChanging } from './changing.ts';
import { type StartedClient, startClient } from './client.ts';
import { createIdentities } from './identities.ts';
import { createInbound } from './inbound.ts';
import { createListeners } from './listeners.ts';
import { createTerminator } from './terminate.ts';
import { clientContexts } from './upstream.ts';
import type { Wire, WireEndpoint } from './wire.ts';
import { createHbone, createPassthrough, type ZtunnelPort } from './ztunnel.ts';
import { hboneOf, startZtunnels } from './ztunnel-pods.ts';

export interface StartOptions {
  /** What the certificates of the mesh clients are by this machine's clock; `early`: not valid yet. */
  certificate?: 'valid' | 'early' | 'expired';
}

export interface StartedWire {
  /** For the prober's plan: `podIP:port` → `127.0.0.1:port`. */
  connectTo: Record<string, string>;
  /** Root of the mesh CA (PEM), for ConfigMap istio-ca-root-cert. */
  root: string;
  /** What the applications with TLS of their own show; not of the mesh CA. */
  applicationCertificate: KeyPair;
  /**
   * Starts a mesh client with the certificate of `NAMESPACE/SERVICE-ACCOUNT`, at one of the places that `sources` of the wire
   * tells apart.
   */
  client(account: string, place?: { namespace: string; revision: string }): Promise<StartedClient>;
  /** Ends every listener and connection. */
  close(): Promise<void>;
}

const DEFAULT_ACCOUNT = 'default/default';
/** Nothing listens on port 1 (tcpmux) of loopback: what stands here refuses. */
const REFUSING_PORT = 1;

/**
 * Plays what a situation's wire does, on loopback with real TLS. Where loopback cannot drop, endpoints that a NetworkPolicy cuts
 * off are in no `connectTo`: from a container of the embedded mesh their pod IP is unreachable, which the prober reports alike.
 */
export async function startWire(
  wire: Wire,
  { certificate: validity = 'valid' }: StartOptions = {},
): Promise<StartedWire> {
  const { trustDomain = 'cluster.local', minTls = '1.2', maxTls = '1.3' } = wire;
  const [mesh, foreign] = await Promise.all([createAuthority(trustDomain), createAuthority('Applications')]);
  const identities = createIdentities(mesh, trustDomain);
  const certificate = await foreign.issue({ names: [{ type: 'dns', value: 'app.example' }] });
  const terminator = cached(async (account: string, fault: WireEndpoint['fault']) =>
    createTerminator({
      identity: await identities.issue(account, fault),
      root: mesh.root,
      trustDomain,
      minTls,
      maxTls,
      verifies: fault !== 'unverified',
    }),
  );
  const listeners = createListeners();
  const { track } = listeners;
  const ports = new Map<string, number>();
  const ambient = new Map<string, ZtunnelPort>();
  const servers = new Map<string, Server>();

  const startEndpoint = async (id: string, endpoint: WireEndpoint) => {
    const { app, sidecar, ztunnel, account = DEFAULT_ACCOUNT, fault, first, opensWith } = endpoint;
    if (fault === 'dropped') return;
    const server = APP_SERVERS[app]({ name: id, certificate });
    const appPort = server ? await listeners.listen(server) : null;
    if (ztunnel && fault !== 'hbone-dropped') ambient.set(id, { endpoint, appPort });
    if (fault === 'refused') ports.set(id, REFUSING_PORT);
    else if (ztunnel) ports.set(id, await listeners.listen(createPassthrough({ endpoint, appPort }, track)));
    else if (sidecar === 'none') ports.set(id, appPort ?? REFUSING_PORT);
    else {
      const terminate = await terminator(account, fault);
      const make = (mode: Mode) => createInbound({ terminate, mode, endpoint, appPort, track });
      const inbound = first ? createChanging({ mode: sidecar, first }, make) : make(sidecar);
      servers.set(id, inbound);
      ports.set(id, opensWith === undefined ? await listeners.listen(inbound) : await listeners.reserve());
    }
  };
  const endpoints = Object.entries(wire.endpoints);
  const cutOff = endpoints.filter(([, { fault }]) => fault === 'dropped');
  const [dropping] = await Promise.all([
    openDroppingPorts(cutOff.length, '127.0.0.1'),
    ...endpoints.map(([id, endpoint]) => startEndpoint(id, endpoint)),
  ]);
  for (const [id, { opensWith }] of endpoints) {
    const [late, port] = [servers.get(id), ports.get(id)];
    if (opensWith === undefined || !late) continue;
    servers.get(opensWith)?.once('connection', () => void listeners.listen(late, port));
  }
  for (const [index, [id]] of cutOff.entries()) {
    const port = dropping.ports[index] ?? null;
    if (port !== null) ports.set(id, port);
  }

  const pods = await startZtunnels(ambient, async (account = DEFAULT_ACCOUNT, own) => {
    if ([...own.values()].every((port) => port.endpoint.fault === 'refused')) return REFUSING_PORT;
    const pod = await identities.issue(account);
    return listeners.listen(createHbone({ identity: pod, root: mesh.root, ports: own, track }));
  });
  const hbone = new Map([...ambient.keys()].map((id) => [id, pods.get(hboneOf(id)) ?? REFUSING_PORT]));
  return {
    connectTo: Object.fromEntries([...ports, ...pods].map(([id, port]) => [id, `127.0.0.1:${port}`])),
    root: mesh.root,
    applicationCertificate: certificate,
    async client(account, place) {
      const identity = await identities.issue(account, validity);
      const contexts = clientContexts(identity, mesh.root, foreign.root, maxTls);
      const upstream = { contexts, ports, hbone, track };
      return startClient({
        identity,
        root: mesh.root,
        clients: clientsAt(wire, place),
        upstream,
        listen: listeners.listen,
      });
    },
    async close() {
      await Promise.all([listeners.close(), dropping.close()]);
    },
  };
}

/** What the client of a place sends: what every client does, but for what is said of its namespace, and of its revision there. */
function clientsAt({ clients, sources }: Wire, place?: { namespace: string; revision: string }) {
  const { namespace = '', revision = '' } = place ?? {};
  return { ...clients, ...sources?.[namespace], ...sources?.[`${namespace}/${revision}`] };
}

function cached<A extends readonly (string | undefined)[], T>(make: (...of: A) => T): (...of: A) => T {
  const known = new Map<string, T>();
  return (...of) => {
    const key = of.join(' ');
    const value = known.get(key) ?? make(...of);
    known.set(key, value);
    return value;
  };
}
