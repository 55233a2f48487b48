import { readFileSync } from 'node:fs';
import type { Pod } from '../../src/model/kubernetes.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { snapshot } from '../policy/objects.ts';

/** The objects of a real cluster (fixtures/measured/README.md). */
export function measuredCluster(): Snapshot {
  const objects = JSON.parse(readFileSync('fixtures/measured/cluster.json', 'utf8')) as Partial<Snapshot>;
  return snapshot(objects);
}

export function measuredPod(name: string): Pod {
  const found = measuredCluster().pods.find(({ metadata }) => metadata?.name === name);
  if (!found) throw new Error(`no pod ${name}`);
  return found;
}
