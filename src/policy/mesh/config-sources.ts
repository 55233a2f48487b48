import { parse } from 'yaml';
import type { ConfigMap } from '../../model/kubernetes.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { isRecord } from '../well-formed.ts';
import { configProblem } from './config-problem.ts';

export type Fields = Record<string, unknown>;

/** The fields of a mesh configuration, merged, and where they come from. */
export interface MeshConfig {
  fields: Fields;
  sources: ObjectReference[];
  /** Why a source could not be read; what is in force may be different. */
  unread: string | null;
  doubts: string[];
}

/** Settings that hold where no ConfigMap can be read: what an operator was told. */
export interface Fallback {
  fields: Fields;
  from: ObjectReference;
}

/**
 * The mesh configuration of one istiod: SHARED_MESH_CONFIG, then its own ConfigMap (istio-semantics 4.1). The ConfigMap is the
 * effect; what an operator was told counts only where there is none.
 */
export function meshConfigOf(
  configmaps: readonly ConfigMap[],
  { namespace, names }: { namespace: string; names: readonly string[] },
  fallback: Fallback | null,
): MeshConfig {
  const config: MeshConfig = { fields: {}, sources: [], unread: null, doubts: [] };
  for (const name of names) {
    const found = configmaps.find(
      ({ metadata }) => metadata?.name === name && metadata.namespace === namespace,
    );
    const from: ObjectReference = { kind: 'ConfigMap', namespace, name };
    if (!found) {
      const base = name === names.at(-1);
      const taken = base && fallback;
      const assumed = taken ? `those of ${taken.from.kind} ${taken.from.name}` : 'defaults';
      const missing = `ConfigMap ${namespace}/${name} with the mesh configuration was not found`;
      config.doubts.push(`${missing}: ${assumed} are assumed`);
      // istiod does without the shared one.
      if (base) config.unread = missing;
      if (taken) apply(config, taken.fields, taken.from);
      continue;
    }
    const read = parseMesh(found.data?.['mesh'], `${namespace}/${name}`);
    if (typeof read === 'string') {
      config.unread = read;
      config.doubts.push(read);
    } else apply(config, read, from);
  }
  return config;
}

/** Fields replace what came before; proxy settings are merged, and aliases added (pkg/config/mesh/mesh.go:ApplyMeshConfig). */
function apply(config: MeshConfig, fields: Fields, from: ObjectReference): void {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const before = config.fields;
  config.sources.push(from);
  config.fields = {
    ...before,
    ...given,
    defaultConfig: mergedProxies(record(before['defaultConfig']), record(given['defaultConfig'])),
    trustDomainAliases: [...texts(before['trustDomainAliases']), ...texts(given['trustDomainAliases'])],
  };
}

function mergedProxies(before: Fields, given: Fields): Fields {
  const metadata = { ...record(before['proxyMetadata']), ...record(given['proxyMetadata']) };
  return {
    ...before,
    ...given,
    ...(Object.keys(metadata).length > 0 && { proxyMetadata: metadata }),
  };
}

/** A text that istiod does not take leaves it with its last state (measured.md, lab notes): nothing here, and a doubt. */
function parseMesh(text: unknown, name: string): Fields | string {
  if (typeof text !== 'string') return `ConfigMap ${name} has no key "mesh": defaults are assumed`;
  try {
    const parsed: unknown = parse(text, { maxAliasCount: 20 });
    if (parsed === null) return {};
    const problem = isRecord(parsed) ? configProblem(parsed) : 'it is no map';
    if (isRecord(parsed) && problem === null) return parsed;
    return `the mesh configuration in ConfigMap ${name} is not valid (${problem}): istiod keeps the last one it could read`;
  } catch {
    return `the mesh configuration in ConfigMap ${name} does not parse: istiod keeps the last one it could read`;
  }
}

/** The map in a value that should be one. */
export function record(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** The texts in a value that should be a list of them. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
