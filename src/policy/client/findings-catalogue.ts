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
};
