import type { MutatingWebhookConfiguration, Pod } from '../model/kubernetes.ts';
import { injectionWebhooks, webhookTakes } from './injection-webhooks.ts';

type Labels = Readonly<Record<string, string>>;

const INJECT = 'sidecar.istio.io/inject';
/** Namespaces that the injector itself leaves out (istio-semantics 4.3). */
const IGNORED = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/** Whether the injection webhook would give a new pod a sidecar; without webhooks among the manifests those of Istio's chart are assumed. */
export function willBeInjected(
  pod: Pod,
  namespaceLabels: Labels,
  webhooks: readonly MutatingWebhookConfiguration[],
): boolean {
  const { namespace = '', labels, annotations } = pod?.metadata ?? {};
  if (pod?.spec?.hostNetwork === true || IGNORED.includes(namespace) || hasProxy(pod)) return false;
  const asked = labels?.[INJECT] ?? annotations?.[INJECT];
  if (asked !== undefined && !['y', 'yes', 'true', 'on'].includes(asked)) return false;
  const injectors = injectionWebhooks(webhooks);
  if (injectors.length === 0) return chartInjects(namespaceLabels, labels ?? {});
  const taking = injectors.filter((webhook) => webhookTakes(webhook, namespaceLabels, labels ?? {}));
  // On OpenShift Service Mesh 2 a pod is injected only if it asks for it itself (istio-semantics 9.1).
  return taking.some(({ metadata }) => asked !== undefined || !/^istiod-/.test(metadata?.name ?? ''));
}

/** The rules of the chart's webhooks, where every revision that is named exists (istio-semantics 4.3, rules a to d). */
function chartInjects(namespace: Labels, labels: Labels): boolean {
  if (labels[INJECT] === 'false') return false;
  if (namespace['istio-injection'] !== undefined) return namespace['istio-injection'] === 'enabled';
  return (
    namespace['istio.io/rev'] !== undefined ||
    labels['istio.io/rev'] !== undefined ||
    labels[INJECT] === 'true'
  );
}

function hasProxy({ spec }: Pod): boolean {
  return [spec?.initContainers, spec?.containers].some(
    (list) => Array.isArray(list) && list.some((container) => container?.name === 'istio-proxy'),
  );
}
