import { DEFAULT_ACCOUNT } from '../model/pod-shape.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { Targets } from '../model/target.ts';
import { filtersOf } from '../policy/envoy-filters.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { predictEndpoint } from './endpoint.ts';
import { predictMachine } from './machine.ts';
import type { ProbePods } from './network.ts';
import { notReadFor } from './not-read.ts';
import { predictService } from './service.ts';

export interface Predictions {
  endpoints: Map<string, EndpointPrediction>;
  services: Map<string, ServicePrediction>;
}

/** The mesh client whose view counts: the sidecar probe pod. */
export interface ClientView {
  mesh: MeshSettings;
  namespace: string;
  labels: Record<string, string>;
  /** `default` when absent. */
  serviceAccount?: string;
  /** Absent where nothing is dialled. */
  pods?: ProbePods;
}

/** What every dial of a run should meet. */
export function predict(
  index: PolicyIndex,
  meshes: MeshSettings[],
  targets: Targets,
  { mesh, pods, serviceAccount = DEFAULT_ACCOUNT, ...client }: ClientView,
): Predictions {
  const probe = {
    namespace: client.namespace,
    serviceAccount,
    trustDomain: mesh.trustDomain,
    ...(pods && { pods }),
  };
  const endpoints = new Map(
    targets.endpoints.map((target) => {
      const machine = predictMachine(index, mesh, target);
      return [target.id, machine ?? predictEndpoint(index, meshes, target, probe)] as const;
    }),
  );
  const byId = new Map(targets.endpoints.map((target) => [target.id, target]));
  const outbound = filtersOf(index, mesh, pods?.sidecar ?? client, 'outbound');
  const confounders = outbound.length > 0 ? { confounders: outbound } : {};
  const services = new Map(
    targets.services.map((target) => {
      const behind = target.endpoints.flatMap((id) => {
        const endpoint = byId.get(id);
        const prediction = endpoints.get(id);
        return endpoint && prediction ? [{ target: endpoint, prediction }] : [];
      });
      const prediction = predictService(index, { meshes, mesh, client }, target, behind);
      const unread = prediction.unsupported ?? notReadFor(index, mesh, client.namespace, target);
      const unsupported = unread === null ? {} : { unsupported: unread };
      return [target.id, { ...prediction, ...confounders, ...unsupported }] as const;
    }),
  );
  return { endpoints, services };
}
