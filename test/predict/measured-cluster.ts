import { readFileSync } from 'node:fs';
import type { MutatingWebhookConfiguration, Pod } from '../../src/model/kubernetes.ts';
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

/** The real webhook, for another revision: without the two rules of the default one. */
export function revision(name: string, labels: Record<string, string> = {}): MutatingWebhookConfiguration {
  const [real] = measuredCluster().mutatingwebhookconfigurations;
  const text = JSON.stringify(real?.webhooks?.slice(0, 2)).replaceAll('"default"', `"${name}"`);
  const webhooks = JSON.parse(text) as MutatingWebhookConfiguration['webhooks'];
  return {
    metadata: { name: `istio-sidecar-injector-${name}`, labels: { 'istio.io/rev': name, ...labels } },
    ...(webhooks && { webhooks }),
  };
}
