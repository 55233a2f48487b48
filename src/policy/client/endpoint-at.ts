import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';

type Owner = Pick<EndpointTarget, 'namespace' | 'pod' | 'serviceAccount'>;

/** The endpoint of a Service port at an address, which may be a name. */
export function endpointAt(
  { portClass, database, namespace, service, port: servicePort, portName }: ServiceTarget,
  address: string,
  port: number,
  owner: Owner = { namespace, pod: null, serviceAccount: null },
): EndpointTarget {
  return {
    id: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`,
    ip: address,
    port,
    ...owner,
    portClass,
    database,
    services: [{ namespace, service, port: servicePort, portName }],
  };
}
