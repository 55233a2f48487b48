import type { Pod } from '../model/kubernetes.ts';
import { envOf, proxyContainer } from './data-plane.ts';

export interface Capture {
  captured: boolean;
  /** Which rule takes the port out; null when it is captured. */
  rule: 'excluded-port' | 'not-captured' | null;
  reason: string;
}

/** Never redirected to the inbound listener, whatever the annotations say (istio-semantics 2.6). */
const RESERVED = [15008, 15020, 15021, 15090];

/** Whether connections to a container port of a pod with a sidecar reach the sidecar (istio-semantics 2.6). */
export function captureOf(pod: Pod, port: number): Capture {
  const annotations = pod.metadata?.annotations ?? {};
  const mode =
    annotations['sidecar.istio.io/interceptionMode'] ??
    envOf(proxyContainer(pod), 'ISTIO_META_INTERCEPTION_MODE');
  if (mode === 'NONE') return { captured: false, rule: 'not-captured', reason: 'interception mode NONE' };
  if (RESERVED.includes(port)) {
    return { captured: false, rule: 'not-captured', reason: `port ${port} is the sidecar's own` };
  }
  const included = argument(pod, '-b') ?? annotations['traffic.sidecar.istio.io/includeInboundPorts'] ?? '*';
  // What the container was given counts: an annotation that came later changes nothing in a running pod.
  const excluded = argument(pod, '-d') ?? annotations['traffic.sidecar.istio.io/excludeInboundPorts'] ?? '';
  if (ports(excluded).includes(port)) {
    const reason = `port ${port} is taken out of capture by traffic.sidecar.istio.io/excludeInboundPorts`;
    return { captured: false, rule: 'excluded-port', reason };
  }
  if (included.trim() !== '*' && !ports(included).includes(port)) {
    const reason = `port ${port} is not listed in traffic.sidecar.istio.io/includeInboundPorts`;
    return { captured: false, rule: 'excluded-port', reason };
  }
  return { captured: true, rule: null, reason: `port ${port} is redirected to the sidecar` };
}

/** The annotation of a running pod that is to take ports out of capture, but came after its start; null without one. */
export function lateAnnotation(pod: Pod): string | null {
  const annotations = pod.metadata?.annotations ?? {};
  const given = (flag: string) => ports(argument(pod, flag) ?? '');
  const excluded = 'traffic.sidecar.istio.io/excludeInboundPorts';
  const started = given('-d');
  const late = ports(annotations[excluded] ?? '').some((port) => !started.includes(port));
  return started.length > 0 && late ? excluded : null;
}

/** What istio-init or istio-validation were really given: the effective value, where the pod shows it. */
function argument(pod: Pod, flag: string): string | undefined {
  const containers = Array.isArray(pod.spec?.initContainers) ? pod.spec.initContainers : [];
  const args = containers.find(
    (container) => container?.name === 'istio-init' || container?.name === 'istio-validation',
  )?.args;
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
