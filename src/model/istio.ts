import type { KubernetesObject, LabelSelector } from './kubernetes.ts';

/** The Istio fields this program reads, named as Istio's API names them. Values are unchecked: see `policy/`. */

export interface MutualTls {
  mode?: string;
}

export interface PeerAuthentication extends KubernetesObject {
  spec?: {
    selector?: Pick<LabelSelector, 'matchLabels'>;
    mtls?: MutualTls;
    /** Key: a container port number. */
    portLevelMtls?: Record<string, MutualTls>;
  };
}

export interface ClientTlsSettings {
  mode?: string;
  credentialName?: string;
  clientCertificate?: string;
  privateKey?: string;
  insecureSkipVerify?: boolean;
  subjectAltNames?: string[];
}

export interface PortTrafficPolicy {
  port?: { number?: number };
  tls?: ClientTlsSettings;
  loadBalancer?: { simple?: string };
}

export interface TrafficPolicy {
  tls?: ClientTlsSettings;
  loadBalancer?: { simple?: string };
  connectionPool?: unknown;
  outlierDetection?: unknown;
  portLevelSettings?: PortTrafficPolicy[];
}

export interface DestinationRule extends KubernetesObject {
  spec?: {
    host?: string;
    exportTo?: string[];
    trafficPolicy?: TrafficPolicy;
    workloadSelector?: Pick<LabelSelector, 'matchLabels'>;
    subsets?: { name?: string; labels?: Record<string, string>; trafficPolicy?: TrafficPolicy }[];
  };
}

export interface Sidecar extends KubernetesObject {
  spec?: {
    workloadSelector?: { labels?: Record<string, string> };
    ingress?: {
      port?: { number?: number; protocol?: string; name?: string };
      defaultEndpoint?: string;
      tls?: { mode?: string };
    }[];
    egress?: { hosts?: string[]; port?: { number?: number; protocol?: string }; bind?: string }[];
    outboundTrafficPolicy?: { mode?: string };
  };
}

export interface VirtualService extends KubernetesObject {
  spec?: {
    hosts?: string[];
    gateways?: string[];
    exportTo?: string[];
    http?: RouteRule[];
    tcp?: RouteRule[];
    tls?: RouteRule[];
  };
}

export interface RouteRule {
  match?: unknown[];
  route?: { destination?: { host?: string; subset?: string; port?: { number?: number } }; weight?: number }[];
}

export interface ServiceEntry extends KubernetesObject {
  spec?: {
    hosts?: string[];
    addresses?: string[];
    location?: string;
    resolution?: string;
    exportTo?: string[];
    ports?: { number?: number; name?: string; protocol?: string; targetPort?: number }[];
    endpoints?: WorkloadEntrySpec[];
    workloadSelector?: { labels?: Record<string, string> };
  };
}

export interface WorkloadEntrySpec {
  address?: string;
  labels?: Record<string, string>;
  serviceAccount?: string;
  network?: string;
  ports?: Record<string, number>;
}

export interface WorkloadEntry extends KubernetesObject {
  spec?: WorkloadEntrySpec;
}

export interface AuthorizationPolicy extends KubernetesObject {
  spec?: {
    selector?: Pick<LabelSelector, 'matchLabels'>;
    targetRefs?: { kind?: string; name?: string }[];
    action?: string;
    rules?: {
      from?: { source?: Record<string, string[] | undefined> }[];
      to?: { operation?: Record<string, string[] | undefined> }[];
      when?: { key?: string; values?: string[]; notValues?: string[] }[];
    }[];
  };
}

export interface RequestAuthentication extends KubernetesObject {
  spec?: { selector?: Pick<LabelSelector, 'matchLabels'>; targetRefs?: { kind?: string; name?: string }[] };
}

export interface EnvoyFilter extends KubernetesObject {
  spec?: {
    workloadSelector?: { labels?: Record<string, string> };
    targetRefs?: { kind?: string; name?: string }[];
    configPatches?: { applyTo?: string; match?: { context?: string }; patch?: unknown }[];
  };
}

/** Gateway of networking.istio.io. */
export interface Gateway extends KubernetesObject {
  spec?: {
    selector?: Record<string, string>;
    servers?: { port?: { number?: number; protocol?: string }; hosts?: string[]; tls?: { mode?: string } }[];
  };
}

/** Gateway of gateway.networking.k8s.io. */
export interface KubernetesGateway extends KubernetesObject {
  spec?: {
    gatewayClassName?: string;
    addresses?: { type?: string; value?: string }[];
    listeners?: {
      port?: number;
      protocol?: string;
      hostname?: string;
      tls?: { mode?: string; options?: Record<string, string>; frontendValidation?: unknown };
    }[];
  };
}

export interface NetworkPolicy extends KubernetesObject {
  spec?: {
    podSelector?: LabelSelector;
    policyTypes?: string[];
    ingress?: unknown[];
    egress?: unknown[];
  };
}
