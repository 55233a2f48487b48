import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { connect } from '../../src/cluster/connect.ts';
import { playSituation } from '../../src/demo/situation/play-situation.ts';

/** A second of this cluster lasts so many milliseconds: a Job's deadline and TTL would be minutes. */
const SECOND = 200;
const OURS = 'app.kubernetes.io/managed-by=mtls-verify';
const PATHS = [
  '/apis/batch/v1/namespaces/shop/jobs',
  '/api/v1/namespaces/shop/pods',
  '/api/v1/namespaces/shop/configmaps',
];

export interface SoakCluster {
  /** Leads the command line to it. */
  env: { KUBECONFIG: string; MTLS_VERIFY_CONNECT_TO: string };
  /** What is there of the program's own, asked of the API. */
  left(): Promise<string[]>;
  /** Calls back at each change of a Job from now on, until `signal` aborts. */
  watchJobs(onChange: () => void, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

interface List {
  items: { metadata: { name: string; creationTimestamp: string } }[];
  metadata: { resourceVersion: string };
}

/** Plays the shop in this process, with a clock that runs faster. */
export async function startSoakCluster(): Promise<SoakCluster> {
  const mesh = await playSituation('fixtures/situations', 'shop', 'shop', { kubelet: { second: SECOND } });
  const connectTo = join(dirname(mesh.kubeconfigPath), 'connect-to.json');
  writeFileSync(connectTo, JSON.stringify(mesh.connectTo));
  const client = connect({ kubeconfig: mesh.kubeconfigPath, requestTimeout: 60_000 });
  return {
    env: { KUBECONFIG: mesh.kubeconfigPath, MTLS_VERIFY_CONNECT_TO: connectTo },
    async left() {
      const lists = PATHS.map((path) =>
        client.request<List>('GET', path, { query: { labelSelector: OURS } }),
      );
      return (await Promise.all(lists)).flatMap(({ items }) =>
        items.map(({ metadata }) => `${metadata.name} of ${metadata.creationTimestamp}`),
      );
    },
    async watchJobs(onChange, signal) {
      const path = '/apis/batch/v1/namespaces/shop/jobs';
      const { metadata } = await client.request<List>('GET', path);
      const query = { watch: true, resourceVersion: metadata.resourceVersion };
      void (async () => {
        for await (const chunk of client.stream(path, { query, signal })) {
          for (const line of chunk.split('\n')) if (line !== '') onChange();
        }
      })();
    },
    async close() {
      client.close();
      await mesh.close();
    },
  };
}
