import type { Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import { isRecord } from '../util/record.ts';
import { envOf, proxyContainer } from './data-plane.ts';
import { proxySetting } from './proxy-config.ts';

export interface Capture {
  captured: boolean;
  /** Which rule takes the port out; null when it is captured. */
  rule: 'excluded-port' | 'not-captured' | 'proxy-port' | 'host-network' | null;
  reason: string;
}

/** Never redirected to the inbound listener, whatever the annotations say (istio-semantics 2.6). */
const RESERVED = [15008, 15020, 15021, 15090];
const MODE = 'sidecar.istio.io/interceptionMode';
const INTERCEPTION = 'ISTIO_META_INTERCEPTION_MODE';
const EXCLUDE = 'traffic.sidecar.istio.io/excludeInboundPorts';
const INTERFACES = 'traffic.sidecar.istio.io/excludeInterfaces';
const INCLUDE = 'traffic.sidecar.istio.io/includeInboundPorts';

/** Whether a port of a pod with a sidecar is the sidecar's own, which no policy governs. */
export function isProxyPort({ metadata }: Pod, port: number): boolean {
  return RESERVED.includes(port) || port === Number(metadata?.annotations?.['status.sidecar.istio.io/port']);
}

/** Whether connections to a container port of a pod with a sidecar reach the sidecar (istio-semantics 2.6). */
export function captureOf(
  pod: Pod,
  port: number,
  mesh: Pick<MeshSettings, 'proxyDefaults'> | null = null,
): Capture {
  const { annotations = {} } = pod.metadata ?? {};
  // Redirecting there would redirect the node.
  if (pod.spec?.hostNetwork === true)
    return out('host-network', 'a pod on the host network has nothing redirected to its proxy');
  // REDIRECT and TPROXY capture the same ports.
  const mode =
    argument(pod, '-m') ??
    envOf(proxyContainer(pod), INTERCEPTION) ??
    annotations[MODE] ??
    proxySetting(pod, mesh, INTERCEPTION, 'interceptionMode');
  if (mode === 'NONE') return out('not-captured', 'interception mode NONE');
  const missing = unredirected(pod);
  if (missing !== null) return out('not-captured', missing);
  // Kubernetes gives a pod its address on eth0.
  if (annotations[INTERFACES]?.split(',').some((name) => name.trim() === 'eth0'))
    return out('not-captured', `interface eth0 is taken out of capture by ${INTERFACES}`);
  if (isProxyPort(pod, port)) return out('proxy-port', `port ${port} is the sidecar's own`);
  // What the container was given counts: an annotation that came later changes nothing in a running pod.
  const included = argument(pod, '-b') ?? annotations[INCLUDE] ?? '*';
  const excluded = argument(pod, '-d') ?? annotations[EXCLUDE] ?? '';
  if (ports(excluded).includes(port)) {
    const annotated = ports(annotations[EXCLUDE] ?? '').includes(port);
    const by = annotated ? EXCLUDE : 'the settings that the pod was injected with';
    return out('excluded-port', `port ${port} is taken out of capture by ${by}`);
  }
  if (included.trim() !== '*' && !ports(included).includes(port))
    return out('excluded-port', `port ${port} is not listed in ${INCLUDE}`);
  return { captured: true, rule: null, reason: `port ${port} is redirected to the sidecar` };
}

/** The annotation of a running pod that is to take ports out of capture, but came after its start; null without one. */
export function lateAnnotation(pod: Pod): string | null {
  const annotations = pod.metadata?.annotations ?? {};
  const given = (flag: string) => ports(argument(pod, flag) ?? '');
  const started = given('-d');
  const late = ports(annotations[EXCLUDE] ?? '').some((port) => !started.includes(port));
  return started.length > 0 && late ? EXCLUDE : null;
}

function out(rule: NonNullable<Capture['rule']>, reason: string): Capture {
  return { captured: false, rule, reason };
}

const REDIRECTING: readonly unknown[] = ['istio-init', 'istio-validation'];

/** Why nothing redirects to a sidecar at all; null where something may. Only the record of an injection tells (istio-semantics 4.4). */
function unredirected(pod: Pod): string | null {
  const { annotations = {} } = pod.metadata ?? {};
  const status = annotations['sidecar.istio.io/status'] ?? '';
  // Without reading it: this is asked for every port.
  if (status.includes('"istio-init"') || status.includes('"istio-validation"')) return null;
  const record = initContainersOf(status);
  if (record === null || annotations['k8s.v1.cni.cncf.io/networks']?.includes('istio-cni')) return null;
  const own: unknown[] = Array.isArray(pod.spec?.initContainers)
    ? pod.spec.initContainers.map((container) => container?.name)
    : [];
  const found = [...record, ...own].some((name) => REDIRECTING.includes(name));
  return found ? null : 'the pod was injected without a container that redirects to the sidecar';
}

function initContainersOf(status: string): unknown[] | null {
  if (status === '') return null;
  try {
    const parsed: unknown = JSON.parse(status);
    if (!isRecord(parsed) || !('initContainers' in parsed)) return null;
    const { initContainers } = parsed;
    return Array.isArray(initContainers) ? initContainers : [];
  } catch {
    return null;
  }
}

/** What istio-init or istio-validation were really given: the effective value, where the pod shows it. */
function argument(pod: Pod, flag: string): string | undefined {
  const containers = Array.isArray(pod.spec?.initContainers) ? pod.spec.initContainers : [];
  const args = containers.find((container) => REDIRECTING.includes(container?.name))?.args;
  if (!Array.isArray(args)) return undefined;
  const at = args.indexOf(flag);
  const value = at >= 0 ? args[at + 1] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function ports(list: string): number[] {
  return list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => /^\d{1,5}$/.test(text))
    .map(Number);
}
