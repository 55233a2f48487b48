import type { MutatingWebhookConfiguration } from '../model/kubernetes.ts';
import { selectorMatches } from '../util/label-selector.ts';

type Labels = Readonly<Record<string, string>>;

/** The webhooks that inject sidecars; OpenShift Service Mesh 2 names its own istiod-MESH-NAMESPACE (istio-semantics 4.3 and 9.1). */
export function injectionWebhooks(
  webhooks: readonly MutatingWebhookConfiguration[],
): MutatingWebhookConfiguration[] {
  return webhooks.filter(({ metadata }) =>
    /^(istio-(sidecar-injector|revision-tag)|istiod-)/.test(metadata?.name ?? ''),
  );
}

/** Whether a webhook takes a pod with these labels in a namespace with those. */
export function webhookTakes(
  { webhooks: rules }: MutatingWebhookConfiguration,
  namespaceLabels: Labels,
  podLabels: Labels,
): boolean {
  return (Array.isArray(rules) ? rules : []).some(
    (rule) =>
      selectorMatches(rule?.namespaceSelector, namespaceLabels) &&
      selectorMatches(rule?.objectSelector, podLabels),
  );
}
