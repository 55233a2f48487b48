import { connect } from '../../../src/cluster/connect.ts';

interface Names {
  items: { metadata: { name: string } }[];
}

/** Jobs and ConfigMaps of this program in a namespace. */
export async function jobsAndConfigMaps(kubeconfig: string, namespace: string): Promise<string[]> {
  const client = connect({ kubeconfig, requestTimeout: 10_000 });
  try {
    const query = { labelSelector: 'app.kubernetes.io/managed-by=mtls-verify' };
    const paths = [
      `/apis/batch/v1/namespaces/${namespace}/jobs`,
      `/api/v1/namespaces/${namespace}/configmaps`,
    ];
    const lists = await Promise.all(paths.map((path) => client.request<Names>('GET', path, { query })));
    return lists.flatMap(({ items }) => items.map(({ metadata }) => metadata.name));
  } finally {
    client.close();
  }
}
