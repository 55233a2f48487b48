import { CONTAINER, POD_SECURITY_CONTEXT, VOLUME } from './container.ts';
import { LABEL_SELECTOR, META } from './meta.ts';
import { type Shape, strings } from './shape.ts';

/** corev1.PodSpec. */
const POD_SPEC: Shape = {
  fields: {
    ...strings('dnsPolicy', 'hostname', 'nodeName', 'preemptionPolicy', 'priorityClassName', 'restartPolicy'),
    ...strings('runtimeClassName', 'schedulerName', 'serviceAccount', 'serviceAccountName', 'subdomain'),
    activeDeadlineSeconds: 'int',
    affinity: { fields: { nodeAffinity: 'any', podAffinity: 'any', podAntiAffinity: 'any' } },
    automountServiceAccountToken: 'boolean',
    containers: [CONTAINER],
    dnsConfig: {
      fields: {
        nameservers: ['string'],
        searches: ['string'],
        options: [{ fields: strings('name', 'value') }],
      },
    },
    enableServiceLinks: 'boolean',
    hostAliases: [{ fields: { ip: 'string', hostnames: ['string'] } }],
    hostIPC: 'boolean',
    hostNetwork: 'boolean',
    hostPID: 'boolean',
    hostUsers: 'boolean',
    imagePullSecrets: [{ fields: strings('name') }],
    initContainers: [CONTAINER],
    nodeSelector: { map: 'string' },
    os: { fields: strings('name') },
    overhead: { map: 'quantity' },
    priority: 'int',
    readinessGates: [{ fields: strings('conditionType') }],
    schedulingGates: [{ fields: strings('name') }],
    securityContext: POD_SECURITY_CONTEXT,
    setHostnameAsFQDN: 'boolean',
    shareProcessNamespace: 'boolean',
    terminationGracePeriodSeconds: 'int',
    tolerations: [{ fields: { ...strings('key', 'operator', 'value', 'effect'), tolerationSeconds: 'int' } }],
    topologySpreadConstraints: [
      {
        fields: {
          ...strings('topologyKey', 'whenUnsatisfiable', 'nodeAffinityPolicy', 'nodeTaintsPolicy'),
          labelSelector: LABEL_SELECTOR,
          matchLabelKeys: ['string'],
          maxSkew: 'int',
          minDomains: 'int',
        },
      },
    ],
    volumes: [VOLUME],
  },
};

/** corev1.PodTemplateSpec. */
export const POD_TEMPLATE: Shape = { fields: { metadata: META, spec: POD_SPEC } };

/** corev1.Pod. */
export const POD: Shape = {
  fields: { ...strings('apiVersion', 'kind'), metadata: META, spec: POD_SPEC, status: 'any' },
};
