/** A toleration as Kubernetes writes it. */
export interface Toleration {
  key: string;
  operator: 'Equal' | 'Exists';
  value?: string;
  effect?: string;
}

/** Part of a pod's `spec` from a file, with only the fields that `plan/pod-patch` lets through. */
export type PodPatch = Record<string, unknown>;

/** What the user asks of the probe pods beyond what every run needs. */
export interface PodShape {
  /** Service account of the probe pods: the identity in their mesh certificate. */
  serviceAccount: string;
  nodeSelector: Record<string, string>;
  tolerations: Toleration[];
  /** Names of Secrets in the probe namespace. */
  imagePullSecrets: string[];
  labels: Record<string, string>;
  annotations: Record<string, string>;
  patch: PodPatch;
}

/** The account of pods that name none. */
export const DEFAULT_ACCOUNT = 'default';

/** Asks nothing. */
export const NO_SHAPE: PodShape = {
  serviceAccount: DEFAULT_ACCOUNT,
  nodeSelector: {},
  tolerations: [],
  imagePullSecrets: [],
  labels: {},
  annotations: {},
  patch: {},
};
