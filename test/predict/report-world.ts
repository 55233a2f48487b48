import type { Snapshot } from '../../src/model/snapshot.ts';
import { policyReport } from '../../src/predict/policy-report.ts';
import { NATIVE, pod, service, slice, snapshot } from '../policy/objects.ts';

const mesh = { metadata: { name: 'istio', namespace: 'istio-system' }, data: { mesh: '' } };
/** A pod with a native sidecar. */
export const injected = { labels: { 'security.istio.io/tlsMode': 'istio' }, ...NATIVE };
export const ambient = { annotations: { 'ambient.istio.io/redirection': 'enabled' } };
export const selector = { matchLabels: { app: 'a' } };

/** The report on one Service `web` with one pod. */
export function report(objects: Partial<Snapshot>, namespace: string | null = null) {
  return policyReport(
    snapshot({
      configmaps: [mesh],
      pods: [pod('a', '10.0.0.1', injected)],
      services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
      endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
      ...objects,
    }),
    namespace,
  );
}
export const codes = ({ findings }: ReturnType<typeof report>) => findings.map(({ code }) => code);
/** What each pod sends: pod, subset, endpoint, TLS. */
export const sent = (objects: Partial<Snapshot>) =>
  report(objects).client.map(({ pod: from, subset, endpoint, tls }) => [from, subset, endpoint, tls]);
