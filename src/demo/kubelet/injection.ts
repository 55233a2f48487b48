import { fieldAt, isFields, type StoredObject } from '../api/object.ts';
import { selects } from '../api/selector.ts';
import type { Store } from '../api/store.ts';

/** The revision of the sidecar injector whose webhook takes a new pod; null when none does. */
export function injectingRevision(store: Store, pod: StoredObject): string | null {
  const namespace = store.find('namespaces', undefined, pod.metadata.namespace ?? '');
  const labels = pod.metadata.labels ?? {};
  // istiod itself never injects into the host's network, nor where the old annotation says no.
  if (fieldAt(pod, 'spec', 'hostNetwork') === true) return null;
  if (
    pod.metadata.annotations?.['sidecar.istio.io/inject'] === 'false' &&
    !Object.hasOwn(labels, 'sidecar.istio.io/inject')
  ) {
    return null;
  }
  for (const configuration of store.list('mutatingwebhookconfigurations.admissionregistration.k8s.io')) {
    const webhooks = Array.isArray(configuration.webhooks) ? configuration.webhooks.filter(isFields) : [];
    const taken = webhooks.some(
      (webhook) =>
        String(webhook.name).endsWith('sidecar-injector.istio.io') &&
        selects(selectorAt(webhook, 'namespaceSelector'), namespace?.metadata.labels ?? {}) &&
        selects(selectorAt(webhook, 'objectSelector'), labels),
    );
    if (taken) return configuration.metadata.labels?.['istio.io/rev'] ?? 'default';
  }
  return null;
}

function selectorAt(webhook: Record<string, unknown>, field: string): Parameters<typeof selects>[0] {
  const selector = webhook[field];
  return isFields(selector) ? selector : undefined;
}
