import type { Container, Deployment, Pod } from '../../model/kubernetes.ts';
import { isProbePod } from '../pod-ports.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord, referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** The proxy's user and group, whose traffic iptables leave alone (istio-semantics 6.3). */
const PROXY_ID = 1337;
const PROXY = 'istio-proxy';
const INJECTED = [PROXY, 'istio-init', 'istio-validation', 'enable-core-dump'];
const PREFIX = 'traffic.sidecar.istio.io/';
/** Istio's annotations under that prefix (istio.io/api/annotation). */
const KNOWN = [
  ...['includeInboundPorts', 'excludeInboundPorts', 'includeOutboundPorts', 'excludeOutboundPorts'],
  ...['includeOutboundIPRanges', 'excludeOutboundIPRanges', 'excludeInterfaces', 'kubevirtInterfaces'],
];

/** MTLS406 to MTLS408: pods whose own traffic, or whose annotations, miss the sidecar; one finding for the pods of one owner. */
export function workloadFindings(index: PolicyIndex): Finding[] {
  const pods = new Map<string, Pod>();
  for (const pod of index.pods) {
    const [owner] = Array.isArray(pod.metadata?.ownerReferences) ? pod.metadata.ownerReferences : [];
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const key = `${namespace}/${owner?.name ?? name}`;
    const known = pods.get(key)?.metadata?.name;
    if (!isProbePod(pod) && (known === undefined || name < known)) pods.set(key, pod);
  }
  return [
    ...[...pods.values()].flatMap((pod) => [...asProxy(pod), ...beforeSidecar(pod), ...misspelt(pod)]),
    ...index.deployments.flatMap(misplaced),
  ];
}

function asProxy(pod: Pod): Finding[] {
  const all = containersOf(pod);
  const proxy = all.find(({ name }) => name === PROXY);
  if (!proxy) return [];
  const of = (container: Container, key: 'runAsUser' | 'runAsGroup') =>
    container.securityContext?.[key] ?? pod.spec?.securityContext?.[key];
  const [user, group] = [of(proxy, 'runAsUser') ?? PROXY_ID, of(proxy, 'runAsGroup') ?? PROXY_ID];
  return all
    .filter(({ name = '' }) => !INJECTED.includes(name))
    .flatMap((container): Finding[] => {
      const same = [
        ...(of(container, 'runAsUser') === user ? [`user ${user}`] : []),
        ...(of(container, 'runAsGroup') === group ? [`group ${group}`] : []),
      ];
      if (same.length === 0) return [];
      return [finding('MTLS406', pod, `Container ${container.name} runs as ${same.join(' and ')}.`)];
    });
}

/** Only where injection has been: manifests do not show which kind of sidecar it will be. */
function beforeSidecar(pod: Pod): Finding[] {
  const classic = listOf(pod.spec?.containers).some(({ name }) => name === PROXY);
  if (!classic || pod.metadata?.annotations?.['sidecar.istio.io/status'] === undefined) return [];
  return listOf(pod.spec?.initContainers)
    .filter(
      ({ name = '', securityContext }) => !INJECTED.includes(name) && securityContext?.runAsUser !== PROXY_ID,
    )
    .map(({ name }) => finding('MTLS407', pod, `Init container ${name} runs without a sidecar.`));
}

function misspelt(pod: Pod): Finding[] {
  return trafficAnnotations(pod.metadata?.annotations)
    .filter((name) => !KNOWN.includes(name.slice(PREFIX.length)))
    .map((name) => finding('MTLS408', pod, `Istio knows no annotation ${name}.`));
}

function misplaced(deployment: Deployment): Finding[] {
  const template = deployment.spec?.template?.metadata?.annotations;
  return trafficAnnotations(deployment.metadata?.annotations)
    .filter((name) => !isRecord(template) || !Object.hasOwn(template, name))
    .map((name) => ({
      code: 'MTLS408',
      objects: [referenceTo('Deployment', deployment)],
      detail: `${name} is on the Deployment, not on its pod template.`,
    }));
}

function trafficAnnotations(annotations: unknown): string[] {
  return Object.keys(isRecord(annotations) ? annotations : {}).filter((name) => name.startsWith(PREFIX));
}

function containersOf({ spec }: Pod): Container[] {
  return [...listOf(spec?.initContainers), ...listOf(spec?.containers)];
}

function listOf(containers: Container[] | undefined): Container[] {
  return Array.isArray(containers) ? containers.filter(isRecord) : [];
}

function finding(code: 'MTLS406' | 'MTLS407' | 'MTLS408', pod: Pod, detail: string): Finding {
  return { code, objects: [referenceTo('Pod', pod)], detail };
}
