import type { KubernetesObject } from '../model/kubernetes.ts';
import type { ObjectReference } from '../model/reference.ts';
import { isRecord } from '../util/record.ts';

/** What `kubectl apply` is given to mend a finding. */
export interface Patch {
  code: string;
  object: ObjectReference;
  /** What changes, and for whom: one sentence. */
  what: string;
  /** The whole object: apply removes what an earlier apply had and this one has not. */
  manifest: Manifest;
}

export interface Manifest {
  apiVersion: string;
  kind: PatchedKind;
  metadata: Record<string, unknown>;
  spec: Record<string, unknown>;
}

/** Served by every Istio release from 1.18 on, and by OpenShift Service Mesh 2 (istio-semantics 1.1). */
const VERSIONS = {
  PeerAuthentication: 'security.istio.io/v1beta1',
  DestinationRule: 'networking.istio.io/v1beta1',
  ServiceEntry: 'networking.istio.io/v1beta1',
  Sidecar: 'networking.istio.io/v1beta1',
  Service: 'v1',
} as const;
export type PatchedKind = keyof typeof VERSIONS;

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A copy of an object as somebody would have written it: without status and what the API server adds. */
export function manifestOf(kind: PatchedKind, object: KubernetesObject): Manifest {
  const { name, namespace, labels, annotations = {} } = object.metadata ?? {};
  const { [LAST_APPLIED]: _, ...kept } = annotations;
  return {
    apiVersion: object.apiVersion ?? VERSIONS[kind],
    kind,
    metadata: {
      ...{ name, namespace },
      ...(labels && Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(kept).length > 0 && { annotations: kept }),
    },
    spec: 'spec' in object && isRecord(object.spec) ? structuredClone(object.spec) : {},
  };
}

/** A new object. */
export function newManifest(
  kind: PatchedKind,
  namespace: string,
  name: string,
  spec: Manifest['spec'],
): Manifest {
  return { apiVersion: VERSIONS[kind], kind, metadata: { name, namespace }, spec };
}
