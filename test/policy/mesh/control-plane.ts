import type { ConfigMap, Deployment } from '../../../src/model/kubernetes.ts';
import { readMeshes } from '../../../src/policy/mesh.ts';
import { snapshot } from '../objects.ts';

/** The Deployment of an istiod with environment variables. */
export function istiod(
  env: Record<string, string> = {},
  change: { image?: string; labels?: object } = {},
): Deployment {
  const { image = 'example.org/pilot:1.27.3', labels = {} } = change;
  return {
    metadata: { name: 'istiod', namespace: 'istio-system', labels: { app: 'istiod', ...labels } },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'discovery', image, env: Object.entries(env).map(([name, value]) => ({ name, value })) },
          ],
        },
      },
    },
  };
}

/** A ConfigMap with a mesh configuration. */
export function config(name: string, mesh: string, labels: Record<string, string> = {}): ConfigMap {
  return { metadata: { name, namespace: 'istio-system', labels }, data: { mesh } };
}

/** The control planes of these objects. */
export const read = (deployments: Deployment[], ...configmaps: ConfigMap[]) =>
  readMeshes(snapshot({ deployments, configmaps }));
/** The one control plane of a mesh configuration. */
export const one = (mesh: string, env: Record<string, string> = {}) =>
  read([istiod(env)], config('istio', mesh))[0];
