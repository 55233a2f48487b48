import type { Pod, Service } from '../../model/kubernetes.ts';
import type { SkippedPort } from '../../model/skipped.ts';
import type { EndpointTarget, ServicePortReference, ServiceTarget, Targets } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { asksFor, SKIP_ANNOTATION, skipAsked } from './asked.ts';

export interface KeptTargets {
  targets: Targets;
  skipped: SkippedPort[];
}

/**
 * Takes out what is not to be dialled: by `--skip-port`, or by the annotation of a pod or Service. A port that two ways lead to is
 * left alone when one of them is named, and so is a Service port behind which a request could come out at such a port.
 */
export function skipTargets(index: PolicyIndex, targets: Targets, flags: readonly string[]): KeptTargets {
  const reasons = new Map<string, string>();
  for (const endpoint of targets.endpoints) {
    const why =
      flagOn(flags, portsOf(endpoint)) ?? podAsks(index, endpoint) ?? servicesAsk(index, endpoint.services);
    if (why !== null) reasons.set(endpoint.id, why);
  }
  const leadsTo = ({ endpoints }: ServiceTarget) => {
    const skipped = endpoints.find((id) => reasons.has(id));
    return skipped === undefined ? null : `leads to ${skipped}, which is skipped`;
  };
  for (const service of targets.services) {
    const why = flagOn(flags, namesOf(service)) ?? servicesAsk(index, [service]) ?? leadsTo(service);
    if (why !== null) reasons.set(service.id, why);
  }
  const told = ({ id }: { id: string }, name: string): SkippedPort[] => {
    const why = reasons.get(id);
    return why === undefined ? [] : [{ target: id, name, why }];
  };
  return {
    targets: {
      endpoints: targets.endpoints.filter(({ id }) => !reasons.has(id)),
      services: targets.services.filter(({ id }) => !reasons.has(id)),
    },
    skipped: [
      ...targets.endpoints.flatMap((one) =>
        told(one, one.pod === null ? `address ${one.id}` : `pod ${one.pod} port ${one.port}`),
      ),
      ...targets.services.flatMap((one) => told(one, `Service ${one.service} port ${one.port}`)),
    ],
  };
}

function flagOn(flags: readonly string[], names: readonly string[]): string | null {
  const flag = flags.find((name) => names.includes(name));
  return flag === undefined ? null : `--skip-port ${flag}`;
}

function podAsks(index: PolicyIndex, { namespace, pod: name, port }: EndpointTarget): string | null {
  const pod = name === null ? undefined : index.podByName.get(`${namespace}/${name}`);
  const asked = asksFor(skipAsked(pod), [String(port), ...containerPortNames(pod, port)]);
  return asked ? `annotation ${SKIP_ANNOTATION} of Pod ${namespace}/${name}` : null;
}

function servicesAsk(
  index: PolicyIndex,
  references: readonly Pick<ServicePortReference, 'namespace' | 'service' | 'port' | 'portName'>[],
): string | null {
  const asking = references.find((reference) =>
    asksFor(skipAsked(serviceAt(index, reference)), namesOf(reference)),
  );
  return asking ? `annotation ${SKIP_ANNOTATION} of Service ${asking.namespace}/${asking.service}` : null;
}

function serviceAt(
  index: PolicyIndex,
  { namespace, service }: Pick<ServicePortReference, 'namespace' | 'service'>,
): Service | undefined {
  return index.servicesByNamespace.get(namespace)?.find(({ metadata }) => metadata?.name === service);
}

/** Number and name of a Service port. */
function namesOf({ port, portName }: Pick<ServicePortReference, 'port' | 'portName'>): string[] {
  return portName === null ? [String(port)] : [String(port), portName];
}

/** The container port, and all that leads to it. */
function portsOf({ port, services }: EndpointTarget): string[] {
  return [String(port), ...services.flatMap(namesOf)];
}

/** Names that the containers of a pod give a port. */
export function containerPortNames(pod: Pod | undefined, port: number): string[] {
  const containers = Array.isArray(pod?.spec?.containers) ? pod.spec.containers : [];
  return containers
    .flatMap((container) => (Array.isArray(container?.ports) ? container.ports : []))
    .flatMap((known) => (known?.containerPort === port && known.name ? [known.name] : []));
}
