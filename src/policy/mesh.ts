import { parse } from 'yaml';
import type { Container, Deployment, Pod } from '../model/kubernetes.ts';
import type { MeshSettings } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { printable } from '../util/text.ts';
import { isRecord, malformation } from './well-formed.ts';

/** Built-in defaults, identical from 1.18 to 1.31 (istio-semantics 4.2). */
const DEFAULTS = { rootNamespace: 'istio-system', trustDomain: 'cluster.local' };

type Fields = Record<string, unknown>;
type Source = Pick<Snapshot, 'configmaps' | 'deployments'>;

/**
 * The control planes of the cluster, sorted by revision: one for each istiod Deployment, else one for each ConfigMap that looks
 * like a mesh configuration (istio-semantics 4.1).
 */
export function readMeshes(all: Snapshot): MeshSettings[] {
  const snapshot: Source = {
    configmaps: all.configmaps.filter((object) => malformation('configmaps', object) === null),
    deployments: all.deployments.filter((object) => malformation('deployments', object) === null),
  };
  const istiods = snapshot.deployments.filter(({ metadata }) => metadata?.labels?.['app'] === 'istiod');
  const meshes = istiods.length
    ? istiods.map((istiod) => meshOf(snapshot, istiod))
    : snapshot.configmaps
        .filter(
          ({ metadata, data }) =>
            /^istio(-|$)/.test(metadata?.name ?? '') && typeof data?.['mesh'] === 'string',
        )
        .map(({ metadata }) => {
          const revision =
            metadata?.labels?.['istio.io/rev'] ?? (metadata?.name ?? '').replace(/^istio-?/, '');
          return settingsOf(snapshot, metadata?.namespace ?? '', revision || 'default', null, new Map());
        });
  return meshes.toSorted((a, b) =>
    `${a.revision} ${a.namespace}` < `${b.revision} ${b.namespace}` ? -1 : 1,
  );
}

/** The control plane that configures a pod: the one that its injection named, else the only or first one. */
export function meshOfPod(meshes: MeshSettings[], pod: Pod | undefined): MeshSettings | null {
  const { annotations, labels } = pod?.metadata ?? {};
  const revision = annotations?.['istio.io/rev'] ?? labels?.['istio.io/rev'];
  return (
    meshes.find((mesh) => mesh.revision === revision) ??
    meshes.find(({ revision }) => revision === 'default') ??
    meshes[0] ??
    null
  );
}

function meshOf(snapshot: Source, istiod: Deployment): MeshSettings {
  const containers = istiod.spec?.template?.spec?.containers ?? [];
  const container = containers.find(({ name }) => name === 'discovery') ?? containers[0];
  const variables: unknown = container?.env;
  const env = new Map(
    (Array.isArray(variables) ? variables : []).flatMap((known: unknown) =>
      isRecord(known) && typeof known['value'] === 'string' ? [[String(known['name']), known['value']]] : [],
    ),
  );
  const namespace = istiod.metadata?.namespace ?? '';
  return settingsOf(snapshot, namespace, env.get('REVISION') || 'default', versionOf(istiod, container), env);
}

function settingsOf(
  snapshot: Source,
  namespace: string,
  revision: string,
  version: string | null,
  env: Map<string, string>,
): MeshSettings {
  const doubts: string[] = [];
  const read = (name: string): Fields => {
    const found = snapshot.configmaps.find(
      ({ metadata }) => metadata?.name === name && metadata.namespace === namespace,
    );
    if (!found) {
      doubts.push(
        `ConfigMap ${namespace}/${name} with the mesh configuration was not found: defaults are assumed`,
      );
      return {};
    }
    return parseMesh(found.data?.['mesh'], `${namespace}/${name}`, doubts);
  };
  const shared = env.get('SHARED_MESH_CONFIG');
  const base = read(revision === 'default' ? 'istio' : `istio-${revision}`);
  const fields: Fields = { ...(shared ? read(shared) : {}), ...base };
  const text = (key: keyof typeof DEFAULTS) =>
    typeof fields[key] === 'string' && fields[key] ? fields[key] : DEFAULTS[key];
  const policy = fields['outboundTrafficPolicy'];
  const meshTls = isRecord(fields['meshMTLS']) ? fields['meshMTLS'] : {};
  const selectors = Array.isArray(fields['discoverySelectors'])
    ? fields['discoverySelectors'].filter(isRecord)
    : [];
  const compliance = env.get('COMPLIANCE_POLICY') ?? '';
  return {
    namespace,
    revision,
    version,
    rootNamespace: text('rootNamespace'),
    trustDomain: text('trustDomain'),
    autoMtls: fields['enableAutoMtls'] !== false,
    minTls: meshTls['minProtocolVersion'] === 'TLSV1_3' || compliance === 'pqc' ? '1.3' : '1.2',
    maxTls: compliance === 'fips-140-2' ? '1.2' : '1.3',
    outboundTrafficPolicy:
      isRecord(policy) && typeof policy['mode'] === 'string' ? policy['mode'] : 'ALLOW_ANY',
    ...(env.get('ENABLE_TLS_ON_SIDECAR_INGRESS') === 'true' && { ingressTls: true }),
    ...(selectors.length > 0 && { discoverySelectors: selectors }),
    serviceExportTo: texts(fields['defaultServiceExportTo']),
    destinationRuleExportTo: texts(fields['defaultDestinationRuleExportTo']),
    virtualServiceExportTo: texts(fields['defaultVirtualServiceExportTo']),
    doubts,
  };
}

/** A `mesh` key that does not parse leaves istiod with its last state (measured.md, lab notes): defaults here, and a doubt. */
function parseMesh(text: unknown, name: string, doubts: string[]): Fields {
  if (typeof text !== 'string') {
    doubts.push(`ConfigMap ${name} has no key "mesh": defaults are assumed`);
    return {};
  }
  try {
    const parsed: unknown = parse(text, { maxAliasCount: 20 });
    if (isRecord(parsed) || parsed === null) return parsed ?? {};
  } catch {
    // Told below, with every other text that is no mesh configuration.
  }
  doubts.push(
    `the mesh configuration in ConfigMap ${name} does not parse: istiod keeps the last one it could read`,
  );
  return {};
}

function texts(value: unknown): string[] {
  const found = Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
  return found.length ? found : ['*'];
}

/** From the image tag, as istioctl does; else from the chart's label. */
function versionOf(istiod: Deployment, container: Container | undefined): string | null {
  const tag = /:([^:/@]+)(@|$)/.exec(container?.image ?? '')?.[1] ?? '';
  const candidates = [
    tag,
    istiod.metadata?.labels?.['app.kubernetes.io/version'],
    istiod.metadata?.labels?.['operator.istio.io/version'],
  ];
  // istiod came with 1.5; charts of unreleased builds are labelled 1.0.0.
  const found = candidates.find((candidate) => /^v?(1\.([5-9]|\d\d+)|[2-9])(\.|$)/.test(candidate ?? ''));
  return found ? printable(found.replace(/^v/, ''), 60) : null;
}
