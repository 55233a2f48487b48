import type { GatewayMode } from '../../model/gateway.ts';
import type { KubernetesGateway } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import { selectorMatches } from '../../util/label-selector.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { referenceTo } from '../well-formed.ts';
import { containerPorts } from './container-ports.ts';
import type { GatewayServer } from './server.ts';

const NAME = 'gateway.networking.k8s.io/gateway-name';

/**
 * The listeners that Gateways of the Kubernetes Gateway API open at a gateway pod: that of its own name, or those whose address is a
 * Service of the pod (pilot/pkg/config/kube/gateway/conversion.go).
 */
export function kubernetesServers(index: PolicyIndex, pod: Pod): GatewayServer[] {
  return index.kubernetesgateways
    .filter((gateway) => opens(index, gateway, pod))
    .flatMap((gateway) =>
      (gateway.spec?.listeners ?? []).flatMap((listener) =>
        containerPorts(index, pod, listener.port).map((port) => ({
          port,
          mode: modeOf(listener),
          hosts: [listener.hostname ?? '*'],
          by: referenceTo('Gateway', gateway),
        })),
      ),
    );
}

function opens(index: PolicyIndex, { metadata, spec }: KubernetesGateway, pod: Pod): boolean {
  const { namespace = '', labels = {} } = pod.metadata ?? {};
  const addresses = (spec?.addresses ?? []).filter(({ type }) => type === 'Hostname');
  if (addresses.length === 0) return metadata?.namespace === namespace && labels[NAME] === metadata?.name;
  return addresses.some(({ value = '' }) => {
    const [name = '', place = metadata?.namespace ?? ''] = value.split('.');
    const selector = index.serviceByName.get(`${place}/${name}`)?.spec?.selector;
    return (
      place === namespace && selector !== undefined && selectorMatches({ matchLabels: selector }, labels)
    );
  });
}

type Listener = NonNullable<NonNullable<KubernetesGateway['spec']>['listeners']>[number];

function modeOf({ protocol, tls }: Listener): GatewayMode {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') return 'PLAINTEXT';
  if (tls?.mode === 'Passthrough') return 'PASSTHROUGH';
  const option = tls?.options?.['gateway.istio.io/tls-terminate-mode'];
  if (option === 'ISTIO_MUTUAL' || option === 'MUTUAL' || option === 'OPTIONAL_MUTUAL') return option;
  return tls?.frontendValidation ? 'MUTUAL' : 'SIMPLE';
}
