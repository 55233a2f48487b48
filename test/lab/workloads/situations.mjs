// The namespaces of the lab, one situation each. Pods are bare, one a variant; every pod has all ports of echo.mjs.

/** A server with a native sidecar, one with a classic one and one without, each with its Service. */
const three = {
  services: [['server'], ['server-classic'], ['naked']],
  pods: [['server'], ['server-classic', { variant: 'classic' }], ['naked', { variant: 'none' }]],
};
const one = { services: [['server']], pods: [['server']] };
const strict = [{ mode: 'STRICT' }];

export const SITUATIONS = {
  'lab-none': { ...three },
  'lab-strict': { ...three, policies: strict },
  'lab-permissive': { ...three, policies: [{ mode: 'PERMISSIVE' }] },
  'lab-disable': { ...three, policies: [{ mode: 'DISABLE' }] },
  'lab-exceptions': {
    services: [['open'], ['ports']],
    pods: [['open'], ['ports']],
    policies: [
      ...strict,
      { name: 'open', app: 'open', mode: 'PERMISSIVE' },
      {
        name: 'ports',
        app: 'ports',
        mode: 'STRICT',
        ports: { 8080: 'DISABLE', 9000: 'PERMISSIVE', 7071: 'PERMISSIVE' },
      },
    ],
  },
  'lab-mixed': {
    services: [['mixed']],
    pods: [
      ['mixed-injected', { app: 'mixed' }],
      ['mixed-naked', { app: 'mixed', variant: 'none' }],
    ],
    policies: strict,
  },
  'lab-excluded': {
    services: [['server']],
    pods: [['server', { annotations: { 'traffic.sidecar.istio.io/excludeInboundPorts': '9000' } }]],
    policies: strict,
  },
  'lab-dr-disable': {
    ...one,
    policies: strict,
    rules: [{ host: 'server', tls: { mode: 'DISABLE' } }],
  },
  'lab-dr-simple': {
    ...one,
    policies: strict,
    rules: [{ host: 'server', tls: { mode: 'SIMPLE' } }],
  },
  'lab-dr-mutual': {
    services: [['server'], ['naked']],
    pods: [['server'], ['naked', { variant: 'none' }]],
    policies: strict,
    rules: [
      { host: 'server', tls: { mode: 'ISTIO_MUTUAL' } },
      { host: 'naked', tls: { mode: 'ISTIO_MUTUAL' } },
    ],
  },
  'lab-headless': { services: [['server', { headless: true }]], pods: [['server']], policies: strict },
  'lab-down': {
    services: [['strict'], ['permissive']],
    pods: [
      ['strict', { down: true }],
      ['permissive', { down: true }],
    ],
    policies: [...strict, { name: 'permissive', app: 'permissive', mode: 'PERMISSIVE' }],
  },
  // A rule for every host of the cluster also covers the API server, which has no sidecar.
  'lab-local': { ...one, rules: [{ name: 'every-host', host: '*.local', tls: { mode: 'ISTIO_MUTUAL' } }] },
  'lab-local-ok': {
    ...one,
    rules: [
      { name: 'every-host', host: '*.local', tls: { mode: 'ISTIO_MUTUAL' } },
      { name: 'api-server', host: 'kubernetes.default.svc.cluster.local', tls: { mode: 'DISABLE' } },
    ],
  },
  'lab-probe': {},
};
