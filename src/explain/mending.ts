import type { KubernetesObject } from '../model/kubernetes.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { ServiceTarget } from '../model/target.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import type { Manifest } from './patch.ts';

/** Something that is wrong, and the objects it is about. */
export interface Mending {
  code: string;
  objects: readonly ObjectReference[];
  /** The Service port that mesh clients dial; null on the server side. */
  service: ServiceTarget | null;
  /** The container port; null on the client side. */
  port: number | null;
}

/** One way to mend it; null where that takes more than one object, or more than is known. */
export type Mender = (mending: Mending, index: PolicyIndex) => { manifest: Manifest; what: string } | null;

/** The first object of a kind that the finding is about, as it was read. */
export function concerned<T extends KubernetesObject>(
  { objects }: Mending,
  kind: string,
  known: readonly T[],
): T | null {
  const wanted = objects.filter((object) => object.kind === kind);
  const found = wanted.flatMap(({ namespace, name }) =>
    known.filter(({ metadata }) => metadata?.namespace === namespace && metadata?.name === name),
  );
  return found[0] ?? null;
}
