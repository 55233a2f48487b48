import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../src/model/kubernetes.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { kialiChecks } from '../../../src/policy/kiali/checks.ts';
import { authorization, NAMESPACE, sidecarPod, viewOf } from './scenario.ts';

function codes(objects: Partial<Snapshot>): string[] {
  return kialiChecks(viewOf(objects)).map(({ code, object }) => `${code} ${object.namespace}/${object.name}`);
}

describe('selectors', () => {
  const sidecar = (name: string, namespace: string, app?: string) => ({
    metadata: { name, namespace },
    spec: app === undefined ? {} : { workloadSelector: { labels: { app } } },
  });
  it.each([
    ['I01', [sidecar('a', NAMESPACE), sidecar('b', NAMESPACE)], ['KIA0002 bookinfo/a', 'KIA0002 bookinfo/b']],
    ['I02', [sidecar('a', NAMESPACE), sidecar('b', 'foo')], []],
    [
      'I03',
      [sidecar('a', NAMESPACE, 'ratings'), sidecar('b', NAMESPACE, 'ratings')],
      ['KIA0003 bookinfo/a', 'KIA0003 bookinfo/b'],
    ],
    ['I04', [sidecar('a', NAMESPACE, 'ratings'), sidecar('b', 'foo', 'ratings')], []],
    ['I05', [sidecar('a', NAMESPACE, 'nothing')], ['KIA0004 bookinfo/a']],
  ])('%s', (_, sidecars, expected) => {
    const pods = [sidecarPod('ratings', NAMESPACE), sidecarPod('ratings', 'foo')];
    expect(codes({ sidecars, pods })).toEqual(expected);
  });

  it('I01 holds for PeerAuthentications too', () => {
    const policy = (name: string) => ({ metadata: { name, namespace: NAMESPACE }, spec: {} });
    expect(codes({ peerauthentications: [policy('a'), policy('b')] })).toEqual([
      'KIA0002 bookinfo/a',
      'KIA0002 bookinfo/b',
    ]);
  });

  it('I06 RequestAuthentications may be several', () => {
    const requestauthentications = ['a', 'b'].map((name) => ({ metadata: { name, namespace: NAMESPACE } }));
    expect(codes({ requestauthentications })).toEqual([]);
  });
});

describe('ports', () => {
  const service = (port: object, labels: Record<string, string> = {}) => [
    {
      metadata: { name: 'ratings', namespace: NAMESPACE, labels },
      spec: { selector: { app: 'ratings' }, ports: [{ port: 9080, ...port }] },
    },
  ];
  const bare: Pod = { metadata: { name: 'ratings', namespace: NAMESPACE, labels: { app: 'ratings' } } };
  const ambient: Pod = {
    metadata: { ...bare.metadata, annotations: { 'ambient.istio.io/redirection': 'enabled' } },
  };
  it.each([
    ['J01', service({ name: 'http2foo' }), [sidecarPod('ratings', NAMESPACE)], ['KIA0601 bookinfo/ratings']],
    ['J02', service({ name: 'http2foo' }), [bare], []],
    ['J03', service({ name: 'http2foo' }), [ambient], ['KIA0601 bookinfo/ratings']],
    [
      'J04',
      service({ name: 'http', appProtocol: 'mysql-wrong' }),
      [sidecarPod('ratings', NAMESPACE)],
      ['KIA0602 bookinfo/ratings'],
    ],
    [
      'J06',
      service({ name: 'foo' }, { kiali_wizard: 'request_routing' }),
      [sidecarPod('ratings', NAMESPACE)],
      [],
    ],
  ])('%s', (_, services, pods, expected) => {
    expect(codes({ services, pods })).toEqual(expected);
  });

  it.each(['mysql', 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'])(
    'J05 %s',
    (appProtocol) => {
      expect(codes({ services: service({ name: 'x', appProtocol }) })).toEqual([]);
    },
  );
});

const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' };
const REDIRECTED = { 'ambient.istio.io/redirection': 'enabled' };
const USE = (name: string) => ({ 'istio.io/use-waypoint': name });
const WAYPOINT = {
  kubernetesgateways: [
    { metadata: { name: 'waypoint', namespace: NAMESPACE }, spec: { gatewayClassName: 'istio-waypoint' } },
  ],
};
const namespaces = (labels: Record<string, string>, more: Record<string, string> = {}) => ({
  namespaces: [{ metadata: { name: NAMESPACE, labels } }, { metadata: { name: 'foo', labels: more } }],
});
const pod = (
  labels: Record<string, string> = {},
  annotations: Record<string, string> = REDIRECTED,
  namespace = NAMESPACE,
): Pod => ({
  metadata: { name: 'ratings', namespace, labels: { app: 'ratings', ...labels }, annotations },
  spec: { serviceAccountName: 'ratings', containers: [{ name: 'app' }] },
});
const ratings = (labels: Record<string, string> = {}, namespace = NAMESPACE) => ({
  metadata: { name: 'ratings', namespace, labels },
  spec: { selector: { app: 'ratings' }, ports: [{ name: 'http', port: 9080 }] },
});
const only = (found: string[], ...wanted: string[]) =>
  found.filter((one) => wanted.some((code) => one.startsWith(code))).map((one) => one.split(' ')[0]);

describe('data plane of a pod', () => {
  const seen = (objects: Partial<Snapshot>) =>
    codes(objects)
      .filter((one) => one.startsWith('KIA131'))
      .map((one) => one.split(' ')[0]);
  it.each([
    ['K01', namespaces(AMBIENT), pod(), []],
    ['K02', namespaces({}), pod({ ...AMBIENT, 'sidecar.istio.io/inject': 'true' }, {}), ['KIA1311']],
    ['K03', namespaces({}), pod(USE('waypoint'), {}), ['KIA1312']],
    ['K04', namespaces(AMBIENT), pod(USE('missing')), ['KIA1313']],
    ['K05', namespaces(AMBIENT), pod({ 'sidecar.istio.io/inject': 'true' }), ['KIA1314']],
    ['K06', namespaces({}), sidecarPod('ratings', NAMESPACE, AMBIENT), ['KIA1315']],
    ['K07', namespaces(AMBIENT), sidecarPod('ratings', NAMESPACE), ['KIA1316']],
  ] satisfies [string, Partial<Snapshot>, Pod, string[]][])('%s', (_, world, one, expected) => {
    expect(seen({ ...world, pods: [one] })).toEqual(expected);
  });

  it('takes a waypoint that exists', () => {
    expect(seen({ ...namespaces(AMBIENT), ...WAYPOINT, pods: [pod(USE('waypoint'))] })).toEqual([]);
  });

  it('K19 says nothing of a workload without pods', () => {
    expect(seen({ ...namespaces(AMBIENT), pods: [] })).toEqual([]);
  });
});

const L7 = { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] };
const L4 = { rules: [{ to: [{ operation: { ports: ['9080'] } }] }] };
const SELECTED = { selector: { matchLabels: { app: 'ratings' } } };
const TARGETED = { targetRefs: [{ kind: 'Service', name: 'ratings' }] };

describe('KIA1317', () => {
  const seen = (one: Pod, spec: object, world: Partial<Snapshot> = namespaces(AMBIENT)) =>
    only(codes({ ...world, ...authorization(spec), pods: [one] }), 'KIA1317');
  it.each([
    ['K08', pod(), { ...SELECTED, ...L7 }, 1],
    ['K11 opted out', pod({ 'istio.io/dataplane-mode': 'none' }, {}), { ...SELECTED, ...L7 }, 0],
    [
      'K12 opted out, stale annotation',
      pod({ 'istio.io/dataplane-mode': 'none' }),
      { ...SELECTED, ...L7 },
      0,
    ],
    ['K10 sidecar', sidecarPod('ratings', NAMESPACE), { ...SELECTED, ...L7 }, 0],
    ['K13 L4', pod(), { ...SELECTED, ...L4 }, 0],
    ['K14 another workload', pod(), { selector: { matchLabels: { app: 'reviews' } }, ...L7 }, 0],
    ['K15 a waypoint', pod({ 'gateway.networking.k8s.io/gateway-name': 'waypoint' }), L7, 0],
    ['K16 a gateway', pod({ 'gateway.networking.k8s.io/gateway-name': 'ingress' }), L7, 0],
    ['K17 another Service', pod(), { targetRefs: [{ kind: 'Service', name: 'reviews' }], ...L7 }, 0],
    ['K18', pod(), { ...TARGETED, ...L7 }, 1],
  ])('%s', (_, one, spec, count) => {
    expect(seen(one, spec)).toHaveLength(count);
  });

  it('K09 out of the mesh', () => {
    expect(seen(pod({}, {}), { ...SELECTED, ...L7 }, namespaces({}))).toEqual([]);
  });

  it('is satisfied by a waypoint', () => {
    const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };
    expect(seen(pod(), { ...SELECTED, ...L7 }, enrolled)).toEqual([]);
  });
});

describe('policies in ambient mode', () => {
  const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };
  const seen = (world: Partial<Snapshot>, spec: object) =>
    only(codes({ pods: [pod()], services: [ratings()], ...world, ...authorization(spec) }), 'KIA01');
  it.each([
    ['K20', namespaces(AMBIENT), { ...SELECTED, ...L7 }, ['KIA0109', 'KIA0110']],
    ['K21', enrolled, { ...SELECTED, ...L7 }, ['KIA0110']],
    ['K22', enrolled, { ...TARGETED, ...L7 }, []],
    ['K23', namespaces(AMBIENT), { ...SELECTED, ...L4 }, []],
    ['K24', namespaces({ 'istio-injection': 'enabled' }), { ...SELECTED, ...L7 }, []],
    [
      'K30',
      { ...namespaces(AMBIENT), pods: [pod({ 'istio.io/dataplane-mode': 'none' }, {})] },
      { ...SELECTED, ...L7 },
      ['KIA0110'],
    ],
    ['K31', { ...enrolled, services: [ratings(USE('none'))] }, { ...TARGETED, ...L7 }, ['KIA0109']],
  ] satisfies [string, Partial<Snapshot>, object, string[]][])('%s', (_, world, spec, expected) => {
    expect(seen(world, spec)).toEqual(expected);
  });

  it('K27 a RequestAuthentication', () => {
    const requestauthentications = [{ metadata: { name: 'jwt', namespace: NAMESPACE }, spec: SELECTED }];
    const world = { ...namespaces(AMBIENT), pods: [pod()], requestauthentications };
    expect(only(codes(world), 'KIA111')).toEqual(['KIA1110', 'KIA1115']);
  });
});

describe('routes in ambient mode', () => {
  const routes = (host: string, gateways?: string[]) => ({
    virtualservices: [
      {
        metadata: { name: 'routes', namespace: NAMESPACE },
        spec: {
          ...(gateways && { gateways }),
          hosts: [host],
          http: [{ route: [{ destination: { host } }] }],
        },
      },
    ],
  });
  const seen = (objects: Partial<Snapshot>) =>
    only(codes({ pods: [pod()], services: [ratings()], ...objects }), 'KIA1113', 'KIA0210');
  const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };

  it('K25 the Service has opted out of the waypoint', () => {
    expect(seen({ ...enrolled, services: [ratings(USE('none'))], ...routes('ratings') })).toEqual([
      'KIA1113',
    ]);
  });

  it.each([
    ['captured', { ...enrolled, ...routes('ratings') }],
    ['for an ingress gateway only', { ...namespaces(AMBIENT), ...routes('ratings', ['ingress']) }],
    ['not in ambient mode', { ...namespaces({}), pods: [pod({}, {})], ...routes('ratings') }],
  ] satisfies [string, Partial<Snapshot>][])('K26 %s', (_, world) => {
    expect(seen(world)).toEqual([]);
  });

  it('K29 an uncaptured Service of another namespace', () => {
    const host = 'ratings.foo.svc.cluster.local';
    const destinationrules = [
      {
        metadata: { name: 'rule', namespace: NAMESPACE },
        spec: { host, trafficPolicy: { outlierDetection: {} } },
      },
    ];
    const world = {
      ...namespaces({}, AMBIENT),
      pods: [pod({}, REDIRECTED, 'foo')],
      services: [ratings({}, 'foo')],
      destinationrules,
      ...routes(host),
    };
    expect(seen(world)).toEqual(['KIA0210', 'KIA1113']);
  });

  it('K28 TLS settings alone need no waypoint', () => {
    const destinationrules = [
      {
        metadata: { name: 'rule', namespace: NAMESPACE },
        spec: { host: 'ratings', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
      },
    ];
    expect(seen({ ...namespaces(AMBIENT), destinationrules })).toEqual([]);
  });
});
