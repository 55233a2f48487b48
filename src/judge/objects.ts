import type { ObjectReference } from '../model/reference.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';

/** The objects that a row is about: those of its target, and those that decide or may change what happens there. */
export function objectsOf(row: Endpoint | Service): ObjectReference[] {
  const confounders = (row.prediction.confounders ?? []).map(({ object }) => object);
  return [...(isEndpoint(row) ? ofEndpoint(row) : ofService(row)), ...confounders];
}

type Endpoint = Pick<EndpointRow, 'target' | 'prediction'>;
type Service = Pick<ServiceRow, 'target' | 'prediction'>;

function isEndpoint(row: Endpoint | Service): row is Endpoint {
  return 'declared' in row.prediction;
}

function ofEndpoint({ target, prediction }: Endpoint): ObjectReference[] {
  const { declared, authorization, network } = prediction;
  return [
    ...(target.pod === null ? [] : [{ kind: 'Pod', namespace: target.namespace, name: target.pod }]),
    ...(declared.decidedBy === null ? [] : [declared.decidedBy]),
    ...target.services.map(({ namespace, service }) => ({ kind: 'Service', namespace, name: service })),
    ...[authorization?.mtls, authorization?.plaintext].flatMap((effect) => effect?.policy ?? []),
    ...Object.values(network ?? {}).flatMap(({ policies }) => policies),
  ];
}

function ofService({ target, prediction }: Service): ObjectReference[] {
  return [
    { kind: 'Service', namespace: target.namespace, name: target.service },
    ...prediction.client.flatMap(({ policy }) => policy.decidedBy ?? []),
  ];
}
