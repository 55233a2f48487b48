import { expect, it } from 'vitest';
import type { EndpointSlice, Pod, Service } from '../../src/model/kubernetes.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predict } from '../../src/predict/predict.ts';
import { MESH } from '../policy/client/world.ts';
import { NAMESPACE, objectsOf, ROOT, sidecarPod } from '../policy/kiali/scenario.ts';
import { emptySnapshot } from '../support/empty-snapshot.ts';

const INJECTED = { 'security.istio.io/tlsMode': 'istio' };
const SERVICE: Service = {
  metadata: { name: 'ratings', namespace: NAMESPACE },
  spec: { clusterIP: '10.1.0.1', selector: { app: 'ratings' }, ports: [{ name: 'http', port: 9080 }] },
};
const SLICE: EndpointSlice = {
  metadata: { name: 's', namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': 'ratings' } },
  addressType: 'IPv4',
  ports: [{ name: 'http', port: 9080, protocol: 'TCP' }],
  endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'ratings', namespace: NAMESPACE } }],
};
const sidecar = sidecarPod('ratings', NAMESPACE, INJECTED);
const excluded: Pod = {
  ...sidecar,
  metadata: { ...sidecar.metadata, annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9080' } },
};
const bare: Pod = {
  ...sidecar,
  metadata: { ...sidecar.metadata, labels: { app: 'ratings' } },
  spec: { containers: [{ name: 'app' }] },
};
const ambient: Pod = {
  ...bare,
  metadata: { ...bare.metadata, annotations: { 'ambient.istio.io/redirection': 'enabled' } },
};

/** What the dials at the pod, and a sidecar client with no DestinationRule, DISABLE and ISTIO_MUTUAL, should meet. */
function matrix(pod: Pod, policy: string) {
  const asked = ['', 'sDR DIS', 'sDR IM'].map((rule) => {
    const index = buildIndex({
      ...emptySnapshot(),
      namespaces: [ROOT, NAMESPACE].map((name) => ({ metadata: { name } })),
      pods: [pod],
      services: [SERVICE],
      endpointslices: [SLICE],
      ...objectsOf([policy, rule].filter((part) => part !== '').join(' + ')),
    });
    const mesh = { ...MESH, namespace: ROOT, rootNamespace: ROOT };
    const targets = listTargets(index, {
      namespace: NAMESPACE,
      service: [],
      port: [],
      domain: 'cluster.local',
    });
    return predict(index, [mesh], targets, { mesh, namespace: NAMESPACE, labels: {} });
  });
  const outcomes = asked[0]?.endpoints.get('10.0.0.1:9080')?.outcomes;
  const clients = asked.map(({ services }) => {
    const [service] = services.values();
    return `${service?.client[0]?.policy.tls} ${service?.reachable}`;
  });
  return {
    plaintext: outcomes?.plaintext.includes('replied'),
    // Only a sidecar that ends mTLS lets nothing but the application, or a policy, answer inside it.
    mtls: outcomes?.mtls.includes('replied') && !outcomes.mtls.includes('certificate-required'),
    certless: outcomes?.['tls-plain'].includes('not-tls') ? 'application' : 'refused',
    clients,
  };
}

const NEVER_BROKEN = ['plaintext all', 'plaintext all', 'mtls none'];
const HBONE = ['hbone all', 'hbone all', 'hbone all'];

// Section O of kiali-scenarios.md. HTTP without Istio's ALPN matches no filter chain under PERMISSIVE; to ztunnel all TLS is bytes.
it.each([
  ['O01', sidecar, 'nPA STRICT', false, true, 'refused', ['mtls all', 'plaintext none', 'mtls all']],
  ['O02', sidecar, 'nPA PERM', true, true, 'refused', ['mtls all', 'plaintext all', 'mtls all']],
  ['O03', sidecar, 'nPA DIS', true, false, 'application', NEVER_BROKEN],
  ['O04', bare, 'nPA STRICT', true, false, 'application', NEVER_BROKEN],
  ['O05', excluded, 'nPA STRICT', true, false, 'application', ['mtls none', 'plaintext all', 'mtls none']],
  ['O06', ambient, 'nPA STRICT', false, false, 'refused', HBONE],
  ['O07', ambient, 'nPA PERM', true, false, 'application', HBONE],
  ['O07', ambient, 'nPA DIS', true, false, 'application', HBONE],
])('%s', (_, pod, policy, plaintext, mtls, certless, clients) => {
  expect(matrix(pod, policy)).toEqual({ plaintext, mtls, certless, clients });
});
