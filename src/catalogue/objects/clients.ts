import type { ObjectEntry } from '../entry.ts';

/** What mesh clients send where the server expects something else. */
export const CLIENT_ENTRIES = {
  MTLS205: {
    severity: 'error',
    title: 'STRICT below DISABLE',
    meaning:
      'The namespace or mesh is DISABLE, and a workload or port in it STRICT. Clients send plaintext to the whole Service and are refused.',
    evidence: 'The mode of the namespace, and of each endpoint of the Service.',
    fix: 'Set spec.mtls.mode of the policy of the namespace to PERMISSIVE, or force ISTIO_MUTUAL for {Service} with a DestinationRule.',
  },
  MTLS206: {
    severity: 'warning',
    title: 'auto mTLS is off',
    meaning: 'enableAutoMtls is false and no DestinationRule sets ISTIO_MUTUAL. All sidecars send plaintext.',
    evidence: 'enableAutoMtls of the mesh configuration, and the DestinationRules of the cluster.',
    fix: 'Remove enableAutoMtls: false from the mesh configuration in {ConfigMap}.',
    aliases: ['KIA0401', 'KIA0501'],
  },
  MTLS208: {
    severity: 'warning',
    title: 'mesh workload declared external',
    meaning:
      'A ServiceEntry without location: MESH_INTERNAL is external. Sidecars send plaintext to its workloads, though these are in the mesh.',
    evidence: 'spec.location of the ServiceEntry, and the pods that its selector or addresses lead to.',
    fix: 'Set spec.location of {ServiceEntry} to MESH_INTERNAL.',
  },
  MTLS210: {
    severity: 'error',
    title: 'headless Service with DISABLE',
    meaning:
      'To a headless Service auto mTLS sends mTLS without a look at workload and port modes. A port in DISABLE mode cannot read it.',
    evidence: 'spec.clusterIP of the Service, and the modes of its endpoints.',
    fix: 'Set DISABLE for the namespace, or add a DestinationRule with mode: DISABLE for {Service}.',
  },
  MTLS211: {
    severity: 'warning',
    title: 'tlsMode label and sidecar disagree',
    meaning:
      'Clients go by the label security.istio.io/tlsMode of a pod: mTLS with "istio", else plaintext. It says something else than the pod’s containers.',
    evidence: 'The label security.istio.io/tlsMode and the containers of the pod.',
    fix: 'Remove security.istio.io/tlsMode from the pod template of {Pod}; injection sets it.',
  },
  MTLS213: {
    severity: 'warning',
    title: 'members called by pod IP',
    meaning:
      'Sidecars know a pod IP only by a headless Service with a port that is not HTTP. Without one, members of a StatefulSet that call each other by IP send plaintext to STRICT ports.',
    evidence: 'The pods of the StatefulSet, their ports and the headless Services that lead to them.',
    fix: 'Add a headless Service for {StatefulSet} with these ports, named tcp-….',
  },
  MTLS214: {
    severity: 'error',
    title: 'EnvoyFilter cluster without TLS',
    meaning:
      'A cluster that an EnvoyFilter adds gets no mTLS from Istio. It has no transport_socket and leads to a STRICT port, which refuses it.',
    evidence:
      'spec.configPatches[].patch.value of the EnvoyFilter, and the mode of the Service its address names.',
    fix: 'Use the cluster that Istio makes for the Service (outbound|PORT||HOST), or add a transport_socket with the certificate of the workload in {EnvoyFilter}.',
  },
  MTLS215: {
    severity: 'warning',
    title: 'outbound port outside capture',
    meaning:
      'An annotation keeps calls of the pod to this port away from its sidecar. They leave in plaintext, which a STRICT port refuses. The probe has no such annotation.',
    evidence:
      'The annotation traffic.sidecar.istio.io/excludeOutboundPorts of the pod, and the modes of the Services with such a port.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeOutboundPorts in the pod template of {Pod} and restart the pod.',
  },
  MTLS216: {
    severity: 'error',
    title: 'alias of a STRICT Service',
    meaning:
      'Before Istio 1.21, and with ENABLE_EXTERNAL_NAME_ALIAS off, an ExternalName Service is a host outside of the mesh. Sidecars send plaintext to it, which a STRICT port refuses.',
    evidence: 'spec.externalName of the Service, the version of istiod and ENABLE_EXTERNAL_NAME_ALIAS.',
    fix: 'Call the Service by its own name, upgrade Istio, or add a DestinationRule with ISTIO_MUTUAL for the alias.',
  },
} as const satisfies Record<string, ObjectEntry>;
