import type { SailIstio, SailRevision } from '../../model/operators.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { referenceTo } from '../well-formed.ts';
import { record } from './config-sources.ts';
import { firstVersion } from './istio-version.ts';
import { flagsOf } from './istiod.ts';
import { environment, type OperatorSettings } from './operator.ts';

type Source = Pick<Snapshot, 'istios' | 'istiorevisions'>;

/**
 * The control planes that the Sail operator (OpenShift Service Mesh 3) was asked for: one for each IstioRevision, and one for each
 * Istio that has none yet (istio-semantics 9.2).
 */
export function sailSettings({ istios, istiorevisions }: Source): OperatorSettings[] {
  const revisions = istiorevisions.map((object) =>
    settings('IstioRevision', object, object.metadata?.name ?? ''),
  );
  const known = new Set(revisions.map(({ revision }) => revision));
  const pending = istios
    .filter((object) => !known.has(activeRevision(object)))
    .map((object) => settings('Istio', object, activeRevision(object)));
  return [...revisions, ...pending];
}

/** The revision that an Istio object stands for: its own name where it is updated in place. */
export function activeRevision({ metadata, status }: SailIstio): string {
  const active: unknown = status?.activeRevisionName;
  return typeof active === 'string' && active !== '' ? active : (metadata?.name ?? '');
}

function settings(kind: string, object: SailRevision, revision: string): OperatorSettings {
  const { version, namespace, values } = record(object.spec);
  const own = record(values);
  const env = environment(record(record(own['pilot'])['env']));
  return {
    reference: referenceTo(kind, object),
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : 'istio-system',
    revision,
    // Versions may be named by an alias: `v1.26-latest`.
    version: firstVersion([version]),
    fields: record(own['meshConfig']),
    flags: flagsOf(env),
    env,
    maistra: false,
  };
}
