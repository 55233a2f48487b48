import type { Container, Pod } from '../model/kubernetes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { groupBy } from '../util/group.ts';
import { isUsable } from './usable.ts';
import { willBeInjected } from './will-be-injected.ts';

/** Addresses of pods that have none yet: the discard prefix of RFC 6666, which no pod can have. */
const PREFIX = '100::';

/** Whether an address or `IP:port` stands for one that is not known yet. */
export function isPlaceholder(address: string): boolean {
  return address.replace('[', '').startsWith(PREFIX);
}

/** Pods as the cluster would run them: with an address, and with a sidecar where injection would give one (istio-semantics 4.3). */
export function completePods(snapshot: Snapshot, pods: readonly Pod[]): Pod[] {
  const namespaces = groupBy(snapshot.namespaces.filter(isUsable), ({ metadata }) => metadata?.name);
  return pods.map((pod, index) => {
    // Tools write `status: {}` into manifests.
    if (!isUsable(pod) || Object.keys(pod.status ?? {}).length > 0) return pod;
    const [namespace] = namespaces.get(pod.metadata?.namespace) ?? [];
    const labels = {
      'kubernetes.io/metadata.name': pod.metadata?.namespace ?? '',
      ...namespace?.metadata?.labels,
    };
    const status = { phase: 'Running', podIP: `${PREFIX}${(index + 1).toString(16)}` };
    const injected = willBeInjected(pod, labels, snapshot.mutatingwebhookconfigurations);
    return { ...(injected ? withSidecar(pod) : redirected(pod, labels)), status };
  });
}

function withSidecar(pod: Pod): Pod {
  const containers = Array.isArray(pod.spec?.containers) ? pod.spec.containers : [];
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: { 'security.istio.io/tlsMode': 'istio', ...pod.metadata?.labels },
    },
    spec: {
      ...pod.spec,
      containers: [...containers, proxyOf(pod)],
    },
  };
}

/** The container of the template that the pod asks for; one of proxyless gRPC runs no Envoy (istio-semantics 4.4). */
function proxyOf(pod: Pod): Container {
  const template = pod.metadata?.annotations?.['inject.istio.io/templates'] ?? '';
  const args = ['proxy', 'sidecar'];
  if (!/(^|,)\s*grpc-(agent|simple)\s*(,|$)/.test(template)) return { name: 'istio-proxy', args };
  return { name: 'istio-proxy', args, env: [{ name: 'DISABLE_ENVOY', value: 'true' }] };
}

/** A pod of ambient mode, as the node agent marks it (istio-semantics 4.4). */
function redirected(pod: Pod, namespaceLabels: Record<string, string>): Pod {
  const mode =
    pod.metadata?.labels?.['istio.io/dataplane-mode'] ?? namespaceLabels['istio.io/dataplane-mode'];
  if (mode !== 'ambient' || pod.spec?.hostNetwork === true) return pod;
  const annotations = { ...pod.metadata?.annotations, 'ambient.istio.io/redirection': 'enabled' };
  return { ...pod, metadata: { ...pod.metadata, annotations } };
}
