/** Names one Kubernetes object in reports and reasons. `namespace` is absent for cluster-scoped kinds. */
export interface ObjectReference {
  kind: string;
  namespace?: string;
  name: string;
}

/** An object that was weighed and lost, with the rule that made it lose. */
export interface RejectedObject {
  object: ObjectReference;
  why: string;
}
