import type { EndpointTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { selects } from './find-rule.ts';
import type { Subset } from './rule.ts';
import { workloadOf } from './workload.ts';

/** Whether an endpoint belongs to a subset of its Service; without a subset every endpoint does. */
export function inSubset(index: PolicyIndex, endpoint: EndpointTarget, subset: Subset | null): boolean {
  return subset === null || selects(subset.labels, workloadOf(index, endpoint)?.labels ?? {});
}
