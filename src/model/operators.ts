import type { KubernetesObject } from './kubernetes.ts';

/** Objects of operators that install Istio, as far as they are read. Values are unchecked: see `policy/mesh/`. */

/** OpenShift Service Mesh 2 (maistra.io/v2). `status.appliedSpec` is the spec with what profiles add. */
export interface ServiceMeshControlPlane extends KubernetesObject {
  spec?: Record<string, unknown>;
  status?: { appliedSpec?: Record<string, unknown> };
}

/** OpenShift Service Mesh 2 (maistra.io/v1): the namespaces of the mesh whose control plane is in the same namespace. */
export interface ServiceMeshMemberRoll extends KubernetesObject {
  spec?: { members?: string[]; memberSelectors?: unknown[] };
  status?: { configuredMembers?: string[] };
}

/** OpenShift Service Mesh 3 and the Sail operator (sailoperator.io/v1). */
export interface SailIstio extends KubernetesObject {
  spec?: { version?: string; namespace?: string; values?: Record<string, unknown> };
  status?: { activeRevisionName?: string };
}

/** One istiod of the Sail operator; its name is the revision. */
export interface SailRevision extends KubernetesObject {
  spec?: { version?: string; namespace?: string; values?: Record<string, unknown> };
}

/** A name that stands for a revision of the Sail operator. */
export interface SailRevisionTag extends KubernetesObject {
  spec?: { targetRef?: { kind?: string; name?: string } };
  status?: { istioRevision?: string };
}
