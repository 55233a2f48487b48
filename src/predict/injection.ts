import type { MutatingWebhookConfiguration } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { selectorMatches } from '../util/label-selector.ts';

/** Labels that get a probe pod injected, and by which revision. */
interface Injected {
  labels: Record<string, string>;
  revision: string;
}

/** The same, or why none can be. */
export type Injection = Injected | { refused: string };

/** Namespaces that the injector itself leaves out (istio-semantics 4.3). */
export const IGNORED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/**
 * Which labels make the injection webhook take a probe pod in a namespace: the webhooks' own selectors are evaluated, first for the
 * label that asks for injection, then for each revision and tag by name (istio-semantics 4.3).
 */
export function probeLabels(index: PolicyIndex, meshes: MeshSettings[], namespace: string): Injection {
  if (IGNORED.includes(namespace)) return { refused: `Istio never injects into namespace ${namespace}` };
  const webhooks = injectionWebhooks(index);
  if (!webhooks.length) {
    const unreadable = index.notes.some(({ resource }) => resource === 'mutatingwebhookconfigurations');
    return unreadable
      ? { labels: ASK, revision: meshes[0]?.revision ?? 'default' }
      : { refused: 'there is no injection webhook in the cluster' };
  }
  const [first] = injections(index, meshes, namespace);
  if (first) return first;
  const disabled =
    index.namespaceByName.get(namespace)?.metadata?.labels?.['istio-injection'] === 'disabled'
      ? ' (label istio-injection=disabled)'
      : '';
  return { refused: `no injection webhook selects a pod in namespace ${namespace}${disabled}` };
}

const ASK = { 'sidecar.istio.io/inject': 'true' };

/** Each way to have a pod of a namespace injected, the one without a revision first. */
export function injections(index: PolicyIndex, meshes: MeshSettings[], namespace: string): Injected[] {
  if (IGNORED.includes(namespace)) return [];
  const webhooks = injectionWebhooks(index);
  const namespaceLabels: Record<string, string> = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  const named = webhooks.flatMap(({ metadata }) => {
    const { labels = {} } = metadata ?? {};
    return [labels['istio.io/tag'], labels['istio.io/rev']].filter((name) => name !== undefined);
  });
  const attempts = [ASK, ...[...new Set(named)].toSorted().map((name) => ({ ...ASK, 'istio.io/rev': name }))];
  return attempts.flatMap((labels) => {
    const webhook = webhooks.find(({ webhooks: rules }) =>
      (Array.isArray(rules) ? rules : []).some(
        (rule) =>
          selectorMatches(rule?.namespaceSelector, namespaceLabels) &&
          selectorMatches(rule?.objectSelector, labels),
      ),
    );
    return webhook ? [{ labels, revision: revisionOf(webhook, meshes) }] : [];
  });
}

function revisionOf({ metadata }: MutatingWebhookConfiguration, meshes: MeshSettings[]): string {
  // OpenShift Service Mesh 2 has the revision in the name of the webhook only.
  const named = meshes.find((mesh) => metadata?.name === `istiod-${mesh.revision}-${mesh.namespace}`);
  return metadata?.labels?.['istio.io/rev'] ?? named?.revision ?? meshes[0]?.revision ?? 'default';
}

/** The webhooks that inject sidecars; OpenShift Service Mesh 2 names its own istiod-MESH-NAMESPACE (istio-semantics 9.1). */
export function injectionWebhooks(index: PolicyIndex): MutatingWebhookConfiguration[] {
  return index.mutatingwebhookconfigurations.filter(({ metadata }) =>
    /^(istio-(sidecar-injector|revision-tag)|istiod-)/.test(metadata?.name ?? ''),
  );
}
