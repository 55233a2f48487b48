import type { PortClass } from './policy.ts';

/** A Service port that leads to an endpoint port. */
export interface ServicePortReference {
  namespace: string;
  service: string;
  port: number;
  portName: string | null;
}

/** One endpoint port: pod IP and container port, with the Service ports that lead to it. */
export interface EndpointTarget {
  /** `IP:port`; unique in a run. */
  id: string;
  ip: string;
  /** Container port number. */
  port: number;
  namespace: string;
  /** Null when the endpoint has no pod (manual Endpoints, the API server). */
  pod: string | null;
  serviceAccount: string | null;
  portClass: PortClass;
  /** Set for ports of database protocols: nothing is written to them unless the certless dials leave doubt. */
  database: boolean;
  services: ServicePortReference[];
}

/** One Service port as a mesh client dials it, through its own sidecar. */
export interface ServiceTarget {
  /** `host:port`; unique in a run. */
  id: string;
  host: string;
  port: number;
  portName: string | null;
  namespace: string;
  service: string;
  headless: boolean;
  portClass: PortClass;
  /** Set when the application itself is expected to speak TLS (appProtocol or name https, tls). */
  applicationTls: boolean;
  database: boolean;
  /** Ids of the endpoint targets behind it. */
  endpoints: string[];
  /** Set for a host that is not load-balanced over the pods of a Kubernetes Service; such a port is never dialled by a run. */
  entry?: EntryHost;
}

/** A host of ServiceEntries (`service` is then the oldest one's name), or an ExternalName Service of Istio 1.20 and older. */
export interface EntryHost {
  kind: 'ServiceEntry' | 'Service';
  /** Outside of the mesh (MESH_EXTERNAL): auto mTLS leaves it alone. */
  external: boolean;
  /** The sidecar resolves the names of endpoints itself. */
  dns: boolean;
  /** DNS domain of the cluster. */
  domain: string;
}

export interface Targets {
  endpoints: EndpointTarget[];
  services: ServiceTarget[];
}
