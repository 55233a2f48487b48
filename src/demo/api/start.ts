import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { createAuthority } from '../../certificate/authority.ts';
import type { AccessRule } from './access.ts';
import { resourceById } from './create.ts';
import type { Fault } from './fault.ts';
import { createHandler } from './handler.ts';
import { kubeconfig } from './kubeconfig.ts';
import { createStore, type Store } from './store.ts';
import { makeTempFolder } from './temp-folder.ts';

export interface ApiServerOptions {
  /** Objects of the situation. Namespaces that only appear as the namespace of an object are added. */
  objects?: readonly unknown[];
  forbid?: readonly AccessRule[];
  faults?: readonly Fault[];
  /** Groups or kinds that are not installed. */
  absent?: readonly string[];
  /** The kubeconfig's namespace. */
  namespace?: string;
  /** The token in the kubeconfig is refused (401). */
  expiredToken?: boolean;
  /** The server's clock against this machine's, in milliseconds. */
  clockAhead?: number;
}

export interface ApiServer {
  url: string;
  kubeconfigPath: string;
  store: Store;
  /** Ends every connection and removes the kubeconfig. */
  close(): Promise<void>;
}

const SERVING_NAMES = [
  { type: 'dns', value: 'localhost' },
  { type: 'dns', value: 'kubernetes.default.svc' },
  { type: 'ip', value: '127.0.0.1' },
] as const;

/** Starts the API server stand-in on loopback with its own CA, and writes a kubeconfig for it. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const {
    objects = [],
    forbid = [],
    faults = [],
    absent = [],
    namespace = 'default',
    expiredToken = false,
    clockAhead = 0,
  } = options;
  const store = createStore();
  store.load(['default', 'kube-system'].map(asNamespace));
  loadSituation(store, objects);

  const authority = await createAuthority('embedded-kubernetes');
  const { cert, key } = await authority.issue({ names: SERVING_NAMES });
  const token = randomBytes(24).toString('base64url');
  const server = createServer(
    { cert, key },
    createHandler(store, { token, forbid, faults, absent, clockAhead }),
  );
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the API server stand-in has no port');
  const url = `https://127.0.0.1:${address.port}`;

  const folder = makeTempFolder();
  const kubeconfigPath = join(folder, 'kubeconfig');
  const given = expiredToken ? 'expired' : token;
  writeFileSync(kubeconfigPath, kubeconfig({ server: url, ca: authority.root, token: given, namespace }), {
    mode: 0o600,
  });
  return {
    url,
    kubeconfigPath,
    store,
    async close() {
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function asNamespace(name: string) {
  const metadata = { name, labels: { 'kubernetes.io/metadata.name': name } };
  return { apiVersion: 'v1', kind: 'Namespace', metadata, spec: {}, status: { phase: 'Active' } };
}

function loadSituation(store: Store, objects: readonly unknown[]): void {
  const isNamespace = (object: unknown) => (object as { kind?: unknown }).kind === 'Namespace';
  const named = objects.filter(isNamespace) as { metadata: { name: string } }[];
  for (const { metadata } of named) {
    const present = store.list('namespaces').find((object) => object.metadata.name === metadata.name);
    if (present) store.remove(resourceById('namespaces'), present);
  }
  store.load(named);
  const rest = objects.filter((object) => !isNamespace(object)) as { metadata?: { namespace?: string } }[];
  const mentioned = [...new Set(rest.flatMap((object) => object.metadata?.namespace ?? []))];
  store.load(mentioned.filter((name) => !store.find('namespaces', undefined, name)).map(asNamespace));
  store.load(rest);
}
