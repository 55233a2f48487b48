import type { WorkloadEntry } from '../../model/istio.ts';
import type { Service } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { byAge, type PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import type { Backend } from './backends.ts';
import { endpointAt } from './endpoint-at.ts';
import { selects } from './find-rule.ts';
import { inRevision } from './in-revision.ts';
import { listOf, text, textMap } from './untrusted.ts';
import { entryWorkload } from './workload.ts';

/**
 * The WorkloadEntries that a Service selects beside its pods; EndpointSlices do not show them
 * (kube/controller/controller.go:serviceInstanceFromWorkloadInstance). Headless Services take none.
 */
export function workloadEntriesOf(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget): Backend[] {
  const service = index.serviceByName.get(`${target.namespace}/${target.service}`);
  const selector = textMap(service?.spec?.selector);
  if (!service || target.headless || Object.keys(selector).length === 0) return [];
  return index.workloadentries
    .filter(
      (object) =>
        object.metadata?.namespace === target.namespace &&
        isAddress(text(object.spec?.address)) &&
        inRevision(object, mesh) &&
        selects(selector, entryWorkload(object).labels),
    )
    .sort(byAge)
    .flatMap((object) => {
      const port = portOf(service, object, target.port);
      if (port === null) return [];
      const serviceAccount = text(object.spec?.serviceAccount) || null;
      const owner = { namespace: target.namespace, pod: null, serviceAccount };
      const address = text(object.spec?.address);
      return [{ ...endpointAt(target, address, port, owner), workload: entryWorkload(object) }];
    });
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

/** An IPv4 or IPv6 address, not a name. */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(text);
}
