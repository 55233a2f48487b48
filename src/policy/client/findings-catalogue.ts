import type { ObjectReference } from '../../model/reference.ts';

/** Something about the objects on the client side that a user should know, whatever the wire shows. */
export interface ClientFinding {
  code: ClientFindingCode;
  /** The objects concerned, the deciding one first. */
  objects: ObjectReference[];
  /** One sentence: what it is about here. */
  detail: string;
}

export const CLIENT_FINDING_CODES = [
  'MTLS201',
  'MTLS202',
  'MTLS203',
  'MTLS204',
  'MTLS205',
  'MTLS206',
  'MTLS207',
  'MTLS208',
  'MTLS209',
  'MTLS210',
  'MTLS211',
  'MTLS212',
  'MTLS213',
  'MTLS214',
  'MTLS215',
  'MTLS216',
] as const;
export type ClientFindingCode = (typeof CLIENT_FINDING_CODES)[number];

/** What every code means and what to do (istio-semantics 11.3). */
export const CLIENT_FINDINGS: Record<ClientFindingCode, { title: string; meaning: string; fix: string }> = {
  MTLS201: {
    title: 'tls without a mode',
    meaning:
      'A DestinationRule has a tls block without a mode. Istio takes that for DISABLE, not for "not set".',
    fix: 'Set mode: ISTIO_MUTUAL, or remove the tls block to leave the choice to auto mTLS.',
  },
  MTLS202: {
    title: 'short host with a dot',
    meaning: 'A DestinationRule host like name.namespace is taken literally, so the rule covers no Service.',
    fix: 'Write the full name: name.namespace.svc.DOMAIN.',
  },
  MTLS203: {
    title: 'trafficPolicy dropped',
    meaning:
      'Two DestinationRules are for one host. Istio merges them and keeps only the first trafficPolicy, with its tls.',
    fix: 'Put everything for the host into one DestinationRule.',
  },
  MTLS204: {
    title: 'tls not inherited by a port',
    meaning:
      'Settings for a port replace the trafficPolicy as a whole. Without a tls block of their own the tls above is not used.',
    fix: 'Repeat the tls block in portLevelSettings.',
  },
  MTLS205: {
    title: 'STRICT below DISABLE',
    meaning:
      'The namespace or mesh is DISABLE, and a workload or port in it STRICT. Clients send plaintext to the whole Service and are refused.',
    fix: 'Set the namespace to PERMISSIVE, or force ISTIO_MUTUAL with a DestinationRule.',
  },
  MTLS206: {
    title: 'auto mTLS is off',
    meaning: 'enableAutoMtls is false and no DestinationRule sets ISTIO_MUTUAL. All sidecars send plaintext.',
    fix: 'Remove enableAutoMtls: false from the mesh configuration.',
  },
  MTLS207: {
    title: 'forced mTLS to mixed endpoints',
    meaning:
      'A DestinationRule forces ISTIO_MUTUAL, and some endpoints of the Service have no sidecar. Connections to those fail.',
    fix: 'Remove the tls block, so that auto mTLS decides for each endpoint, or inject all pods.',
  },
  MTLS208: {
    title: 'mesh workload declared external',
    meaning:
      'A ServiceEntry without location: MESH_INTERNAL is external. Sidecars send plaintext to its workloads, though these are in the mesh.',
    fix: 'Set location: MESH_INTERNAL.',
  },
  MTLS209: {
    title: 'credentialName ignored',
    meaning:
      'A sidecar uses SIMPLE or MUTUAL settings with a credentialName only from a rule with a workloadSelector. Otherwise it sends plaintext.',
    fix: 'Add a workloadSelector, or name files instead of a credential.',
  },
  MTLS210: {
    title: 'headless Service with DISABLE',
    meaning:
      'To a headless Service auto mTLS sends mTLS without a look at workload and port modes. A port in DISABLE mode cannot read it.',
    fix: 'Set DISABLE for the namespace, or add a DestinationRule with mode: DISABLE for the Service.',
  },
  MTLS211: {
    title: 'tlsMode label and sidecar disagree',
    meaning:
      'Clients go by the label security.istio.io/tlsMode of a pod: mTLS with "istio", else plaintext. It says something else than the pod’s containers.',
    fix: 'Remove the label from the pod template; injection sets it.',
  },
  MTLS212: {
    title: 'rule in a third namespace',
    meaning:
      'Sidecars look for a DestinationRule in their own namespace, in that of the Service and in the root namespace. This one is in none of them for other clients than those of its own namespace.',
    fix: 'Move the rule to the namespace of the Service, or to the root namespace.',
  },
  MTLS213: {
    title: 'members called by pod IP',
    meaning:
      'Sidecars know a pod IP only by a headless Service with a port that is not HTTP. Without one, members of a StatefulSet that call each other by IP send plaintext to STRICT ports.',
    fix: 'Add a headless Service for the StatefulSet with these ports, named tcp-….',
  },
  MTLS214: {
    title: 'EnvoyFilter cluster without TLS',
    meaning:
      'A cluster that an EnvoyFilter adds gets no mTLS from Istio. It has no transport_socket and leads to a STRICT port, which refuses it.',
    fix: 'Use the cluster that Istio makes for the Service (outbound|PORT||HOST), or add a transport_socket with the certificate of the workload.',
  },
  MTLS215: {
    title: 'outbound port outside capture',
    meaning:
      'An annotation keeps calls of the pod to this port away from its sidecar. They leave in plaintext, which a STRICT port refuses. The probe has no such annotation.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeOutboundPorts and restart the pod.',
  },
  MTLS216: {
    title: 'alias of a STRICT Service',
    meaning:
      'Before Istio 1.21, and with ENABLE_EXTERNAL_NAME_ALIAS off, an ExternalName Service is a host outside of the mesh. Sidecars send plaintext to it, which a STRICT port refuses.',
    fix: 'Call the Service by its own name, upgrade Istio, or add a DestinationRule with ISTIO_MUTUAL for the alias.',
  },
};
