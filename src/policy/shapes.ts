import type { ResourceKind } from '../model/snapshot.ts';
import type { Shape } from './shape.ts';

const LABELS: Shape = { map: 'text' };
const MATCH_LABELS: Shape = { fields: { matchLabels: LABELS } };
const LABEL_SELECTOR: Shape = {
  fields: {
    matchLabels: LABELS,
    matchExpressions: { list: { fields: { key: 'text', operator: 'text', values: 'texts' } } },
  },
};
const WORKLOAD_LABELS: Shape = { fields: { labels: LABELS } };
const MUTUAL_TLS: Shape = { fields: { mode: 'text' } };
const CLIENT_TLS: Shape = {
  fields: {
    mode: { oneOf: ['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'] },
    credentialName: 'text',
    subjectAltNames: 'texts',
    sni: 'text',
  },
};
const LOAD_BALANCER: Shape = { fields: { simple: 'text' } };
const TRAFFIC_POLICY: Shape = {
  fields: {
    tls: CLIENT_TLS,
    loadBalancer: LOAD_BALANCER,
    portLevelSettings: {
      list: {
        fields: { port: { fields: { number: 'port' } }, tls: CLIENT_TLS, loadBalancer: LOAD_BALANCER },
      },
    },
  },
};
const LISTENER_PORT: Shape = { fields: { number: 'port', protocol: 'text', name: 'text' } };
const DESTINATION: Shape = {
  fields: { host: 'text', subset: 'text', port: { fields: { number: 'port' } } },
};
const ROUTES: Shape = {
  list: {
    fields: {
      match: { list: { fields: {} } },
      route: { list: { fields: { destination: DESTINATION, weight: 'number' } } },
    },
  },
};
const WORKLOAD_ENTRY: Record<string, Shape> = {
  address: 'text',
  labels: LABELS,
  serviceAccount: 'text',
  ports: { map: 'port' },
};
const NETWORK_RULES: Shape = {
  list: {
    fields: {
      from: { list: { fields: { podSelector: LABEL_SELECTOR, namespaceSelector: LABEL_SELECTOR } } },
      to: { list: { fields: { podSelector: LABEL_SELECTOR, namespaceSelector: LABEL_SELECTOR } } },
      ports: { list: { fields: { protocol: 'text', port: 'port or name', endPort: 'port' } } },
    },
  },
};

/** The fields of `spec` that rules read, by kind; an object with another shape is one that the API server would refuse. */
export const SPEC_SHAPES: { [K in ResourceKind]?: Readonly<Record<string, Shape>> } = {
  services: {
    selector: LABELS,
    ports: {
      list: {
        fields: {
          name: 'text',
          port: 'port',
          targetPort: 'port or name',
          protocol: 'text',
          appProtocol: 'text',
        },
      },
    },
  },
  peerauthentications: {
    selector: MATCH_LABELS,
    mtls: MUTUAL_TLS,
    portLevelMtls: { map: MUTUAL_TLS, keys: 'port' },
  },
  destinationrules: {
    host: 'text',
    exportTo: 'texts',
    trafficPolicy: TRAFFIC_POLICY,
    workloadSelector: MATCH_LABELS,
    subsets: { list: { fields: { name: 'text', labels: LABELS, trafficPolicy: TRAFFIC_POLICY } } },
  },
  sidecars: {
    workloadSelector: WORKLOAD_LABELS,
    ingress: {
      list: { fields: { port: LISTENER_PORT, defaultEndpoint: 'text', tls: { fields: { mode: 'text' } } } },
    },
    egress: { list: { fields: { hosts: 'texts', port: LISTENER_PORT, bind: 'text' } } },
    outboundTrafficPolicy: { fields: { mode: 'text' } },
  },
  virtualservices: {
    hosts: 'texts',
    gateways: 'texts',
    exportTo: 'texts',
    http: ROUTES,
    tcp: ROUTES,
    tls: ROUTES,
  },
  serviceentries: {
    hosts: 'texts',
    addresses: 'texts',
    location: 'text',
    resolution: 'text',
    exportTo: 'texts',
    ports: { list: { fields: { number: 'port', name: 'text', protocol: 'text', targetPort: 'port' } } },
    endpoints: { list: { fields: WORKLOAD_ENTRY } },
    workloadSelector: WORKLOAD_LABELS,
  },
  workloadentries: WORKLOAD_ENTRY,
  authorizationpolicies: {
    selector: MATCH_LABELS,
    targetRefs: { list: { fields: { kind: 'text', name: 'text' } } },
    action: 'text',
    rules: {
      list: {
        fields: {
          from: { list: { fields: { source: { map: 'texts' } } } },
          to: { list: { fields: { operation: { map: 'texts' } } } },
          when: { list: { fields: { key: 'text', values: 'texts', notValues: 'texts' } } },
        },
      },
    },
  },
  requestauthentications: {
    selector: MATCH_LABELS,
    targetRefs: { list: { fields: { kind: 'text', name: 'text' } } },
  },
  envoyfilters: {
    workloadSelector: WORKLOAD_LABELS,
    configPatches: {
      list: { fields: { applyTo: 'text', match: { fields: { context: 'text' } }, patch: { fields: {} } } },
    },
  },
  gateways: {
    selector: LABELS,
    servers: {
      list: {
        fields: {
          port: { fields: { number: 'port', protocol: 'text' } },
          hosts: 'texts',
          tls: { fields: { mode: 'text' } },
        },
      },
    },
  },
  kubernetesgateways: {
    gatewayClassName: 'text',
    addresses: { list: { fields: { type: 'text', value: 'text' } } },
    listeners: {
      list: {
        fields: {
          port: 'port',
          protocol: 'text',
          hostname: 'text',
          tls: { fields: { mode: 'text', options: LABELS } },
        },
      },
    },
  },
  networkpolicies: {
    podSelector: LABEL_SELECTOR,
    policyTypes: 'texts',
    ingress: NETWORK_RULES,
    egress: NETWORK_RULES,
  },
};

/** The same for EndpointSlices, whose fields are not in a `spec`. */
export const SLICE_SHAPE: Shape = {
  fields: {
    addressType: 'text',
    endpoints: {
      list: {
        fields: {
          addresses: 'texts',
          targetRef: { fields: { kind: 'text', name: 'text', namespace: 'text' } },
        },
      },
    },
    ports: { list: { fields: { name: 'text', port: 'port', protocol: 'text', appProtocol: 'text' } } },
  },
};
