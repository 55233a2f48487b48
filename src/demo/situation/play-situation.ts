import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resourceOf } from '../api/resource.ts';
import { type ApiServerOptions, startApiServer } from '../api/start.ts';
import type { Store } from '../api/store.ts';
import type { KubeletOptions, PodExtras } from '../kubelet/context.ts';
import { startKubelet } from '../kubelet/start.ts';
import type { PodObject } from '../kubelet/workload.ts';
import { readWire } from '../wire/read-wire.ts';
import { type StartedWire, type StartOptions, startWire } from '../wire/start.ts';
import { readObjects, type SituationObject } from './read-objects.ts';
import { readyPod } from './ready-pod.ts';

/** What goes wrong while a situation is played, and how fast time goes. */
export interface PlayOptions extends StartOptions {
  api?: Omit<ApiServerOptions, 'objects' | 'namespace'>;
  kubelet?: Pick<KubeletOptions, 'second' | 'failures' | 'sidecar'>;
}

export interface PlayedSituation {
  kubeconfigPath: string;
  store: Store;
  /** For `VerifyOptions.connectTo`. */
  connectTo: Record<string, string>;
  /** Ends every listener, process and file. */
  close(): Promise<void>;
}

/** An address for documentation (RFC 5737), which no machine has. */
const UNREACHABLE = '192.0.2.1';

/** Starts the embedded mesh with a situation of a folder; `from` is the namespace of the kubeconfig. */
export async function playSituation(
  folder: string,
  name: string,
  from: string,
  { api: apiOptions = {}, kubelet: kubeletOptions = {}, ...options }: PlayOptions = {},
): Promise<PlayedSituation> {
  const [objects, wireText] = await Promise.all([
    readObjects(folder, name),
    readFile(join(folder, name, 'wire.yaml'), 'utf8'),
  ]);
  const written = readWire(wireText);
  const wire = await startWire(written, options);
  const address = written.probes === 'unaddressed' ? UNREACHABLE : '127.0.0.1';
  const roots = namespacesOf(objects).map((namespace) => rootCertificate(namespace, wire.root));
  const api = await startApiServer({
    ...apiOptions,
    objects: [...objects.map(readyPod), ...roots],
    namespace: from,
  });
  const kubelet = startKubelet(api.store, {
    ...kubeletOptions,
    onPod: (pod) => {
      for (const name of written.leaves ?? []) removePod(api.store, name);
      return extrasFor(pod, wire, address);
    },
  });
  return {
    kubeconfigPath: api.kubeconfigPath,
    store: api.store,
    connectTo: wire.connectTo,
    async close() {
      await kubelet.close();
      await Promise.all([api.close(), wire.close()]);
    },
  };
}

function removePod(store: Store, path: string): void {
  const [namespace, name = ''] = path.split('/');
  const pod = store.find('pods', namespace, name);
  const resource = resourceOf('v1', 'Pod');
  if (pod && resource) store.remove(resource, pod);
}

/** Each injected pod is a client of its own: its account's certificate, and counters that no other pod adds to. */
async function extrasFor(
  { metadata, spec }: PodObject,
  wire: StartedWire,
  address: string,
): Promise<PodExtras> {
  const { namespace = '', annotations } = metadata;
  const revision = annotations?.['istio.io/rev'];
  const own = { POD_IP: address };
  if (revision === undefined) return { env: own };
  const account = `${namespace}/${spec.serviceAccountName ?? 'default'}`;
  const { env, certificates } = await wire.client(account, { namespace, revision });
  return { env: { ...own, ...env }, files: { 'mesh-certificate': certificates } };
}

function namespacesOf(objects: SituationObject[]): string[] {
  return objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name);
}

/** istiod writes the root of its CA into every namespace (istio-semantics 5.2). */
function rootCertificate(namespace: string, root: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'istio-ca-root-cert', namespace, labels: { 'istio.io/config': 'true' } },
    data: { 'root-cert.pem': root },
  };
}
