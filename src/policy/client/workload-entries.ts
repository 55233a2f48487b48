import type { WorkloadEntry } from '../../model/istio.ts';
import type { Service } from '../../model/kubernetes.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import { selects } from './find-rule.ts';
import { listOf, text, textMap } from './untrusted.ts';

/**
 * The WorkloadEntries that a Service selects beside its pods; EndpointSlices do not show them
 * (kube/controller/controller.go:serviceInstanceFromWorkloadInstance). Headless Services take none.
 */
export function workloadEntriesOf(index: PolicyIndex, target: ServiceTarget): EndpointTarget[] {
  const service = index.serviceByName.get(`${target.namespace}/${target.service}`);
  const selector = textMap(service?.spec?.selector);
  if (!service || target.headless || Object.keys(selector).length === 0) return [];
  return index.workloadentries
    .filter(
      ({ metadata, spec }) =>
        metadata?.namespace === target.namespace &&
        isAddress(text(spec?.address)) &&
        selects(selector, textMap(spec?.labels)),
    )
    .sort(byAge)
    .flatMap((entry) => endpointOf(service, entry, target) ?? []);
}

function endpointOf(service: Service, entry: WorkloadEntry, target: ServiceTarget): EndpointTarget | null {
  const { portName, namespace, service: name, port: servicePort } = target;
  const port = portOf(service, entry, servicePort);
  if (port === null) return null;
  const ip = text(entry.spec?.address);
  return {
    id: ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`,
    ip,
    port,
    namespace,
    pod: null,
    serviceAccount: text(entry.spec?.serviceAccount) || null,
    portClass: target.portClass,
    database: target.database,
    services: [{ namespace, service: name, port: servicePort, portName }],
  };
}

/** The entry's own port of the Service port's name, else the number; a named target port must be there. */
function portOf(service: Service, entry: WorkloadEntry, port: number): number | null {
  const found = listOf(service.spec?.ports).find((known) => known.port === port);
  const ports: unknown = entry.spec?.ports;
  const named = (name: unknown) => {
    const number =
      isRecord(ports) && typeof name === 'string' && Object.hasOwn(ports, name) ? ports[name] : null;
    return typeof number === 'number' && number > 0 ? number : null;
  };
  const targetPort = found?.targetPort;
  if (typeof targetPort === 'string') return named(targetPort);
  return named(found?.name) ?? (typeof targetPort === 'number' ? targetPort : port);
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
}
