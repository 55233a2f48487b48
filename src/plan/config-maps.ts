import type { V1ConfigMap } from '@kubernetes/client-node';
import type { ProbePlan } from '../model/plan.ts';
import { labelsOf } from './labels.ts';

/** A ConfigMap may hold 1 MiB; keys, metadata and encoding take the rest. */
const MAX_CONFIG_MAP = 1_000_000;

/** Name of the ConfigMap of a shard. */
export function configMapName(id: string, shard: number): string {
  return shard === 0 ? `mtls-verify-${id}` : `mtls-verify-${id}-${shard}`;
}

/** Bytes of a plan that fit a ConfigMap beside the prober. */
export function planRoom(prober: string): number {
  return MAX_CONFIG_MAP - Buffer.byteLength(prober);
}

/**
 * One ConfigMap for each shard with its plan, the first with the prober too. All are owned by the run's Jobs so that they go with
 * them. `planRoom` says how long a plan may be.
 */
export function configMapManifests(
  { id, namespace }: { id: string; namespace: string },
  prober: string,
  shards: readonly ProbePlan[],
  owners: readonly { name: string; uid: string }[],
): V1ConfigMap[] {
  return shards.map((plan, shard) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: configMapName(id, shard),
      namespace,
      labels: labelsOf(id),
      ownerReferences: owners.map(({ name, uid }) => ({ apiVersion: 'batch/v1', kind: 'Job', name, uid })),
    },
    data: {
      [`plan-${shard}.json`]: JSON.stringify(plan),
      ...(shard === 0 ? { 'prober.mjs': prober } : {}),
    },
  }));
}
