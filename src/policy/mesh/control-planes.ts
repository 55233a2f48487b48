import type { Snapshot } from '../../model/snapshot.ts';
import { type Istiod, istiodOf } from './istiod.ts';
import { maistraSettings } from './maistra.ts';
import type { OperatorSettings } from './operator.ts';
import { newestProxy } from './proxy-version.ts';
import { sailSettings } from './sail.ts';

/** A control plane before its configuration is read. */
export interface ControlPlane {
  istiod: Istiod;
  /** False: no Deployment was found, so that flags and version are not istiod's own. */
  seen: boolean;
  operator: OperatorSettings | null;
  /** Where the control plane is known by its ConfigMap alone. */
  configMap?: string;
}

type Source = Pick<
  Snapshot,
  'configmaps' | 'deployments' | 'istios' | 'istiorevisions' | 'servicemeshcontrolplanes'
>;

/**
 * The control planes of a cluster: one for each istiod Deployment and one for each object of an operator that has none; else one
 * for each ConfigMap that looks like a mesh configuration (istio-semantics 4.1, 9.3).
 */
export function controlPlanes(snapshot: Source, pods: Snapshot['pods']): ControlPlane[] {
  const operators = [...snapshot.servicemeshcontrolplanes.map(maistraSettings), ...sailSettings(snapshot)];
  const seen = snapshot.deployments
    .filter(({ metadata }) => metadata?.labels?.['app'] === 'istiod')
    .map((deployment): ControlPlane => {
      const istiod = istiodOf(deployment);
      const operator =
        operators.find(
          ({ namespace, revision }) => namespace === istiod.namespace && revision === istiod.revision,
        ) ?? null;
      return { istiod: completed(istiod, operator, pods), seen: true, operator };
    });
  const matched = new Set(seen.map(({ operator }) => operator));
  const unseen = operators.filter((operator) => !matched.has(operator)).map(intended);
  const found = [...seen, ...unseen];
  return found.length > 0 ? found : configured(snapshot.configmaps);
}

/** Where istiod's own image does not tell its version, its operator or its newest proxy may. */
function completed(istiod: Istiod, operator: OperatorSettings | null, pods: Snapshot['pods']): Istiod {
  const maistra = istiod.maistra || operator?.maistra === true;
  // An image of OpenShift Service Mesh has the version of the product in its tag.
  const own = operator?.maistra ? operator.version : istiod.version;
  const version = own ?? operator?.version ?? newestProxy(pods, istiod.revision);
  return { ...istiod, maistra, version };
}

/** An istiod as an operator was asked for it, before any of it was seen. */
function intended(operator: OperatorSettings): ControlPlane {
  const { reference, namespace, revision, version, flags, env, maistra } = operator;
  const doubts = [`no istiod of ${reference.kind} ${reference.name} was found: what it asks for is taken`];
  const istiod = { namespace, revision, readsAllRevisions: false, version, flags, env, maistra, doubts };
  return { istiod, seen: false, operator };
}

/** Without any istiod: the ConfigMaps that a mesh configuration may be in. */
function configured(configmaps: Source['configmaps']): ControlPlane[] {
  return configmaps
    .filter(
      ({ metadata, data }) => /^istio(-|$)/.test(metadata?.name ?? '') && typeof data?.['mesh'] === 'string',
    )
    .map(({ metadata }) => {
      const named = metadata?.labels?.['istio.io/rev'] ?? (metadata?.name ?? '').replace(/^istio-?/, '');
      const istiod: Istiod = {
        namespace: metadata?.namespace ?? '',
        revision: named || 'default',
        readsAllRevisions: false,
        version: null,
        env: new Map(),
        flags: {},
        maistra: false,
        doubts: [],
      };
      return { istiod, seen: false, operator: null, configMap: metadata?.name ?? '' };
    });
}
