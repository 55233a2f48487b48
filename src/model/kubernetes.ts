/** The few Kubernetes fields this program reads, named as the API names them. Everything is optional: objects come from outside. */

export interface ObjectMeta {
  name?: string;
  namespace?: string;
  uid?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** RFC 3339, resolution of a second. */
  creationTimestamp?: string;
  deletionTimestamp?: string;
  managedFields?: { time?: string }[];
  ownerReferences?: { kind?: string; name?: string; uid?: string; controller?: boolean }[];
}

export interface KubernetesObject {
  apiVersion?: string;
  kind?: string;
  metadata?: ObjectMeta;
}

export interface Namespace extends KubernetesObject {
  status?: { phase?: string };
}

export interface ContainerPort {
  name?: string;
  containerPort?: number;
  protocol?: string;
}

export interface EnvVar {
  name?: string;
  value?: string;
}

export interface Container {
  name?: string;
  image?: string;
  args?: string[];
  command?: string[];
  env?: EnvVar[];
  ports?: ContainerPort[];
  restartPolicy?: string;
  securityContext?: { runAsUser?: number; runAsGroup?: number };
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; message?: string; exitCode?: number };
}

export interface ContainerStatus {
  name?: string;
  ready?: boolean;
  state?: ContainerState;
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  hostNetwork?: boolean;
  nodeName?: string;
  serviceAccountName?: string;
  securityContext?: { runAsUser?: number; runAsGroup?: number };
}

export interface Pod extends KubernetesObject {
  spec?: PodSpec;
  status?: {
    phase?: string;
    reason?: string;
    message?: string;
    podIP?: string;
    conditions?: { type?: string; status?: string; reason?: string; message?: string }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface ServicePort {
  name?: string;
  port?: number;
  targetPort?: number | string;
  protocol?: string;
  appProtocol?: string;
}

export interface Service extends KubernetesObject {
  spec?: {
    type?: string;
    clusterIP?: string;
    externalName?: string;
    selector?: Record<string, string>;
    ports?: ServicePort[];
  };
}

export interface EndpointSlice extends KubernetesObject {
  addressType?: string;
  endpoints?: {
    addresses?: string[];
    conditions?: { ready?: boolean; serving?: boolean; terminating?: boolean };
    targetRef?: { kind?: string; name?: string; namespace?: string };
  }[];
  ports?: { name?: string; port?: number; protocol?: string; appProtocol?: string }[];
}

export interface ConfigMap extends KubernetesObject {
  data?: Record<string, string>;
}

export interface Deployment extends KubernetesObject {
  spec?: { template?: { metadata?: ObjectMeta; spec?: PodSpec } };
}

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key?: string; operator?: string; values?: string[] }[];
}

export interface MutatingWebhookConfiguration extends KubernetesObject {
  webhooks?: { name?: string; namespaceSelector?: LabelSelector; objectSelector?: LabelSelector }[];
}
