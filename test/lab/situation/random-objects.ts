import type { SituationObject } from '../../../src/demo/situation/read-objects.ts';
import type { App, Wire } from '../../../src/demo/wire/wire.ts';
import type { Pod } from '../../../src/model/kubernetes.ts';
import { generate } from '../../oracle/generate.ts';
import { NAMESPACES, ROOT } from '../../oracle/situation.ts';

/** The applications of every pod of a random set, on the ports that its Services may lead to. */
const APPS: Record<string, App> = { 8080: 'http', 9000: 'echo', 8443: 'tls' };

/** A random set of objects as those of a situation. Left out is what the lab has no place for: pods of the root namespace, machines without a pod. */
export function randomObjects(seed: number): {
  objects: SituationObject[];
  wire: Wire;
  namespaces: string[];
} {
  const { pods, mesh, services, peerauthentications, destinationrules, sidecars, virtualservices } =
    generate(seed);
  const own = pods.filter(({ metadata }) => metadata?.namespace !== ROOT).map(runnable);
  const namespaces = NAMESPACES.filter((name) => name !== ROOT);
  const objects = [
    ...namespaces.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'istio-injection': 'enabled' } },
    })),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio' },
      data: { mesh: JSON.stringify(mesh) },
    },
    ...[services, peerauthentications, destinationrules, sidecars, virtualservices].flat(),
    ...own,
  ];
  const endpoints = own.flatMap(({ status }) =>
    Object.entries(APPS).map(([port, app]) => [`${status?.podIP}:${port}`, { sidecar: 'none', app }]),
  );
  return {
    objects: objects as SituationObject[],
    wire: { endpoints: Object.fromEntries(endpoints) as Wire['endpoints'] },
    namespaces,
  };
}

/** Generated pods only say that they have a sidecar; here the container must be there too. */
function runnable(pod: Pod): Pod {
  const sidecar = pod.metadata?.annotations?.['sidecar.istio.io/status'] !== undefined;
  const initContainers = sidecar ? [{ name: 'istio-proxy', restartPolicy: 'Always' }] : [];
  return {
    ...pod,
    apiVersion: 'v1',
    kind: 'Pod',
    spec: { ...pod.spec, initContainers },
  };
}
