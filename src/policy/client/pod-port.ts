import type { Pod } from '../../model/kubernetes.ts';
import { listOf } from './untrusted.ts';

/** The container port of a name, of containers and native sidecars (kube/controller/pod.go:getPortMap); null when there is none. */
export function podPort({ spec }: Pod, name: string): number | null {
  const native = listOf(spec?.initContainers).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const ports = [...listOf(spec?.containers), ...native].flatMap((container) => listOf(container.ports));
  const found = ports.find((port) => name !== '' && port.name === name && (port.protocol ?? 'TCP') === 'TCP');
  return typeof found?.containerPort === 'number' ? found.containerPort : null;
}
