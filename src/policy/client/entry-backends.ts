import type { ServiceEntry, WorkloadEntry } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { Backend } from './backends.ts';
import { endpointAt } from './endpoint-at.ts';
import { selects } from './find-rule.ts';
import { inRevision } from './in-revision.ts';
import { podPort } from './pod-port.ts';
import { listOf, text, textMap } from './untrusted.ts';
import { entryWorkload, type Workload, workloadOf } from './workload.ts';

/** The endpoints that ServiceEntries of the target's host and namespace give some of their ports (serviceentry/conversion.go:services). */
export function entryBackends(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  takes: (port: { name: string; number: number }) => boolean,
): Backend[] {
  return (index.serviceEntriesByHost.get(target.host) ?? [])
    .filter((entry) => entry.metadata?.namespace === target.namespace && inRevision(entry, mesh))
    .flatMap((entry) =>
      listOf(entry.spec?.ports).flatMap((port) => {
        const { number } = port;
        const taken = typeof number === 'number' && takes({ name: text(port.name), number });
        return taken ? atPort(index, mesh, target, entry, { ...port, number }) : [];
      }),
    );
}

function atPort(
  index: PolicyIndex,
  mesh: MeshSettings,
  target: ServiceTarget,
  entry: ServiceEntry,
  port: Record<string, unknown> & { number: number },
): Backend[] {
  const name = text(port.name);
  const fallback = typeof port.targetPort === 'number' && port.targetPort > 0 ? port.targetPort : port.number;
  const named = (ports: unknown) => {
    const own = isRecord(ports) && Object.hasOwn(ports, name) ? ports[name] : null;
    return typeof own === 'number' && own > 0 ? own : fallback;
  };
  const made = (
    address: string,
    at: number,
    workload: Workload | null,
    pod: string | null = null,
  ): Backend => ({
    ...endpointAt(target, address, at, { namespace: target.namespace, pod, serviceAccount: null }),
    workload,
  });
  const selector = textMap(entry.spec?.workloadSelector?.labels);
  if (isRecord(entry.spec?.workloadSelector)) {
    return [
      ...selectedPods(index, target.namespace, selector).map((pod) => {
        const podName = pod.metadata?.name ?? '';
        const workload = workloadOf(index, { namespace: target.namespace, pod: podName });
        return made(text(pod.status?.podIP), podPort(pod, name) ?? fallback, workload, podName);
      }),
      ...selectedEntries(index, mesh, target.namespace, selector).map((object) =>
        made(text(object.spec?.address), named(object.spec?.ports), entryWorkload(object)),
      ),
    ];
  }
  const endpoints = listOf(entry.spec?.endpoints);
  if (endpoints.length === 0 && isDns(entry)) return [made(target.host, fallback, null)];
  return endpoints.map((spec) => {
    const object = { metadata: { namespace: target.namespace }, spec } as WorkloadEntry;
    return made(text(spec.address), named(spec.ports), entryWorkload(object));
  });
}

function isDns({ spec }: ServiceEntry): boolean {
  return spec?.resolution === 'DNS' || spec?.resolution === 'DNS_ROUND_ROBIN';
}

/** Pods that can take traffic (kube/controller/pod.go). */
function selectedPods(index: PolicyIndex, namespace: string, selector: Record<string, string>): Pod[] {
  return (index.podsByNamespace.get(namespace) ?? []).filter(
    ({ metadata, status }) =>
      selects(selector, metadata?.labels ?? {}) &&
      text(status?.podIP) !== '' &&
      metadata?.deletionTimestamp === undefined &&
      listOf(status?.conditions).some(({ type, status: is }) => type === 'Ready' && is === 'True'),
  );
}

function selectedEntries(
  index: PolicyIndex,
  mesh: MeshSettings,
  namespace: string,
  selector: Record<string, string>,
): WorkloadEntry[] {
  return index.workloadentries
    .filter(
      (object) =>
        object.metadata?.namespace === namespace &&
        inRevision(object, mesh) &&
        selects(selector, entryWorkload(object).labels),
    )
    .toSorted(byAge);
}
