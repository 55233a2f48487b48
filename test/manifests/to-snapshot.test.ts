import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../src/manifests/complete-pods.ts';
import { toSnapshot } from '../../src/manifests/to-snapshot.ts';

const object = (apiVersion: string, kind: string, name: string, rest: object = {}, labels = {}) => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop', labels },
  ...rest,
});
const deployment = (name: string, template: object = {}) =>
  object('apps/v1', 'Deployment', name, {
    spec: {
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'c', ports: [{ name: 'web', containerPort: 8080 }] }] },
        ...template,
      },
    },
  });
const service = object('v1', 'Service', 'cart', {
  spec: { selector: { app: 'cart' }, ports: [{ name: 'http', port: 80, targetPort: 'web' }] },
});
const shop = (labels: object) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels },
});
const proxies = (manifests: object[]) =>
  toSnapshot(manifests as Record<string, unknown>[]).pods.map(
    ({ spec }) => spec?.containers?.some(({ name }) => name === 'istio-proxy') ?? false,
  );

describe('toSnapshot', () => {
  it('lets Deployments stand for their pods', () => {
    const { pods } = toSnapshot([deployment('cart')]);
    expect(pods).toMatchObject([{ metadata: { name: 'cart', namespace: 'shop', labels: { app: 'cart' } } }]);
    expect(isPlaceholder(pods[0]?.status?.podIP ?? '')).toBe(true);
  });

  it('believes in pods that are given', () => {
    const pod = object('v1', 'Pod', 'cart-1', { status: { phase: 'Running', podIP: '10.0.0.1' } });
    expect(toSnapshot([deployment('cart'), pod]).pods).toMatchObject([{ metadata: { name: 'cart-1' } }]);
  });

  it('gives pods that do not run yet an address', () => {
    const pod = object('v1', 'Pod', 'cart-1', { status: {} });
    expect(isPlaceholder(toSnapshot([pod]).pods[0]?.status?.podIP ?? '')).toBe(true);
  });

  it('does not take istiod for a pod of the mesh', () => {
    const istiod = { ...deployment('istiod'), metadata: { name: 'istiod', labels: { app: 'istiod' } } };
    expect(toSnapshot([istiod])).toMatchObject({ pods: [], deployments: [{ metadata: { name: 'istiod' } }] });
  });

  it('makes endpoints where none are given', () => {
    const { endpointslices } = toSnapshot([deployment('cart'), deployment('web'), service]);
    expect(endpointslices).toMatchObject([
      {
        metadata: { labels: { 'kubernetes.io/service-name': 'cart' } },
        ports: [{ name: 'http', port: 8080 }],
        endpoints: [{ targetRef: { name: 'cart' } }],
      },
    ]);
  });

  it('makes none beside those that are given', () => {
    const given = {
      ...object('discovery.k8s.io/v1', 'EndpointSlice', 'x', {}, { 'kubernetes.io/service-name': 'cart' }),
      ports: [],
      endpoints: [],
    };
    expect(toSnapshot([deployment('cart'), service, given]).endpointslices).toHaveLength(1);
  });

  it('takes empty maps for none', () => {
    const pa = {
      ...object('security.istio.io/v1', 'PeerAuthentication', 'p'),
      metadata: { name: 'p', labels: null },
    };
    expect(toSnapshot([pa]).peerauthentications).toEqual([
      { ...pa, metadata: { name: 'p', namespace: 'default' } },
    ]);
  });
});

describe('injection of pods that do not run yet', () => {
  it.each([
    [{}, {}, false],
    [{ 'istio-injection': 'enabled' }, {}, true],
    [{ 'istio-injection': 'disabled' }, { 'sidecar.istio.io/inject': 'true' }, false],
    [{ 'istio.io/rev': 'canary' }, {}, true],
    [{ 'istio-injection': 'enabled' }, { 'sidecar.istio.io/inject': 'false' }, false],
    [{}, { 'sidecar.istio.io/inject': 'true' }, true],
    [{}, { 'istio.io/rev': 'canary' }, true],
  ])('namespace %j, pod %j: %s', (namespace, labels, expected) => {
    const template = { metadata: { labels: { app: 'cart', ...labels } } };
    expect(proxies([shop(namespace), deployment('cart', template)])).toEqual([expected]);
  });

  it('never on the host network', () => {
    const template = { spec: { hostNetwork: true, containers: [] } };
    expect(proxies([shop({ 'istio-injection': 'enabled' }), deployment('cart', template)])).toEqual([false]);
  });

  it('goes by the webhooks where they are given', () => {
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'istio-sidecar-injector' },
      webhooks: [{ namespaceSelector: { matchLabels: { mesh: 'yes' } } }],
    };
    expect(proxies([webhook, shop({ mesh: 'yes' }), deployment('cart')])).toEqual([true]);
    expect(proxies([webhook, shop({ 'istio-injection': 'enabled' }), deployment('cart')])).toEqual([false]);
  });

  it('marks pods of ambient mode', () => {
    const { pods } = toSnapshot([shop({ 'istio.io/dataplane-mode': 'ambient' }), deployment('cart')]);
    expect(pods[0]?.metadata?.annotations).toEqual({ 'ambient.istio.io/redirection': 'enabled' });
  });
});
