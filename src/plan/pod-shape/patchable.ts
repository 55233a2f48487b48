import { isRecord } from '../../util/record.ts';

/** What is wrong with a value, as the end of a sentence; null when nothing is. */
type Check = (value: unknown) => string | null;
/** The fields of an object that may be given. */
export interface Fields {
  [name: string]: Check | Fields;
}

const anything: Check = () => null;
const list: Check = (value) => (Array.isArray(value) ? null : 'must be a list');
const text: Check = (value) => (typeof value === 'string' ? null : 'must be a text');

/** Istio's proxy runs as this user, and what this user sends is not captured (istio-semantics 6.3). */
const PROXY_USER = 1337;

/** Null takes the user away, for clusters that choose one themselves (OpenShift). */
const user: Check = (value) => {
  if (value === null) return null;
  if (!Number.isSafeInteger(value) || Number(value) < 1) return 'must be a number above 0, or null';
  return value === PROXY_USER ? `must not be ${PROXY_USER}, the user of Istio's proxy` : null;
};
const seccomp: Check = (value) =>
  isRecord(value) && (value['type'] === 'RuntimeDefault' || value['type'] === 'Localhost')
    ? null
    : 'must be of type RuntimeDefault or Localhost, or the pod does not pass the restricted Pod Security level';

const SECURITY: Fields = { runAsUser: user, seLinuxOptions: anything, seccompProfile: seccomp };

/**
 * The fields of a pod's `spec` that a patch may give: where the pod runs, with which resources, how its images are pulled. Nothing that
 * changes what is run, what the pod is allowed, how it ends, what its network is, or what a name leads to; nothing that pushes other
 * pods off a node (priorityClassName) or keeps them away from one (podAntiAffinity).
 */
export const PATCHABLE: Fields = {
  affinity: { nodeAffinity: anything, podAffinity: anything },
  imagePullSecrets: list,
  nodeSelector: anything,
  runtimeClassName: text,
  schedulerName: text,
  securityContext: SECURITY,
  tolerations: list,
  topologySpreadConstraints: list,
};

/** The same for one container; `name` says which. */
export const PATCHABLE_CONTAINER: Fields = {
  name: text,
  imagePullPolicy: text,
  resources: anything,
  securityContext: SECURITY,
};
