import type { Deployment } from '../../model/kubernetes.ts';
import { PILOT_FLAGS, type PilotFlag } from '../../model/policy.ts';
import { isRecord } from '../well-formed.ts';
import { firstVersion, imageTag, maistraVersion } from './istio-version.ts';

/** What the Deployment of an istiod says (istio-semantics 4.1). */
export interface Istiod {
  namespace: string;
  revision: string;
  /** REVISION is empty. */
  readsAllRevisions: boolean;
  version: string | null;
  env: ReadonlyMap<string, string>;
  flags: { [K in PilotFlag]?: boolean };
  /** Installed by OpenShift Service Mesh 2. */
  maistra: boolean;
  doubts: string[];
}

/** Reads an istiod's Deployment: its revision, version, environment and flags. */
export function istiodOf({ metadata, spec }: Deployment): Istiod {
  const containers = spec?.template?.spec?.containers ?? [];
  const container = containers.find(({ name }) => name === 'discovery') ?? containers[0];
  const labels = metadata?.labels ?? {};
  const variables: unknown = container?.env;
  const entries = (Array.isArray(variables) ? variables : []).filter(isRecord);
  const env = new Map(
    entries.flatMap(({ name, value }): [string, string][] =>
      typeof value === 'string' ? [[String(name), value]] : [],
    ),
  );
  const indirect = entries.some(({ name, valueFrom }) => name === 'REVISION' && isRecord(valueFrom));
  const revision = env.get('REVISION') ?? (indirect ? labels['istio.io/rev'] : undefined) ?? '';
  const maistra = MAISTRA_LABELS.some((label) => labels[label] !== undefined);
  return {
    namespace: metadata?.namespace ?? '',
    revision: revision || 'default',
    readsAllRevisions: revision === '' && !indirect,
    version: maistra
      ? maistraVersion(labels['maistra-version'])
      : firstVersion([
          imageTag(container?.image),
          labels['app.kubernetes.io/version'],
          labels['operator.istio.io/version'],
          env.get('ISTIO_VERSION'),
        ]),
    env,
    flags: flagsOf(env),
    maistra,
    doubts: indirect ? ['REVISION of istiod is not a plain value: its label istio.io/rev is taken'] : [],
  };
}

const MAISTRA_LABELS = ['maistra-control-plane', 'maistra.io/owner', 'maistra-version'];

/** What Go's strconv.ParseBool takes; anything else leaves the default. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
]);

/** The flags in an environment, of istiod itself or as an operator sets it. */
export function flagsOf(env: ReadonlyMap<string, string>): { [K in PilotFlag]?: boolean } {
  return Object.fromEntries(
    PILOT_FLAGS.flatMap((flag) => {
      const value = BOOLEANS.get(env.get(flag) ?? '');
      return value === undefined ? [] : [[flag, value]];
    }),
  );
}
