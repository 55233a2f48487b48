import type { Pod } from '../../../../src/model/kubernetes.ts';
import { NAMESPACE } from '../scenario.ts';

/** Objects of ambient mode. */
export const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
export const REDIRECTED = { 'ambient.istio.io/redirection': 'enabled' };
export const USE = (name: string) => ({ 'istio.io/use-waypoint': name });
export const WAYPOINT = {
  kubernetesgateways: [
    { metadata: { name: 'waypoint', namespace: NAMESPACE }, spec: { gatewayClassName: 'istio-waypoint' } },
  ],
};
export const namespaces = (labels: Record<string, string>, more: Record<string, string> = {}) => ({
  namespaces: [{ metadata: { name: NAMESPACE, labels } }, { metadata: { name: 'foo', labels: more } }],
});
export const pod = (
  labels: Record<string, string> = {},
  annotations: Record<string, string> = REDIRECTED,
  namespace = NAMESPACE,
): Pod => ({
  metadata: { name: 'ratings', namespace, labels: { app: 'ratings', ...labels }, annotations },
  spec: { serviceAccountName: 'ratings', containers: [{ name: 'app' }] },
});
export const ratings = (labels: Record<string, string> = {}, namespace = NAMESPACE) => ({
  metadata: { name: 'ratings', namespace, labels },
  spec: { selector: { app: 'ratings' }, ports: [{ name: 'http', port: 9080 }] },
});

/** The codes of complaints that begin with one of those wanted. */
export const only = (found: string[], ...wanted: string[]) =>
  found.filter((one) => wanted.some((code) => one.startsWith(code))).map((one) => one.split(' ')[0]);

export const L7 = { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] };
export const L4 = { rules: [{ to: [{ operation: { ports: ['9080'] } }] }] };
export const SELECTED = { selector: { matchLabels: { app: 'ratings' } } };
export const TARGETED = { targetRefs: [{ kind: 'Service', name: 'ratings' }] };
