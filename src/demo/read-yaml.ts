import { CORE_SCHEMA, loadAll, Type, YAMLException } from 'js-yaml';

const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text) => text === '<<' });
/** Plain data as the API server takes it, and merge keys for fixtures that repeat themselves. */
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] });

/**
 * The documents of a YAML text of ours; an error names `path`. Situations are read with the YAML parser that comes with the
 * Kubernetes client: it takes an eighth of the time of the other one, which is a good part of what a demo takes to start.
 */
export function readYaml(text: string, path: string): unknown[] {
  try {
    return loadAll(text, null, { schema: SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) throw new Error(`${path}: ${error.message}`);
    throw error;
  }
}
