import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readYaml } from '../read-yaml.ts';

/** An object of `cluster.yaml`, as far as it must be understood here. */
export interface SituationObject {
  kind: string;
  metadata: { name: string; namespace?: string };
  [field: string]: unknown;
}

/** The control plane that every situation has, beside the folders of the situations. */
const CONTROL_PLANE = 'control-plane.yaml';

/** The objects of a situation and of the common control plane; an object that is in both is the situation's. */
export async function readObjects(folder: string, name: string): Promise<SituationObject[]> {
  const [common, own] = await Promise.all([
    readDocuments(join(folder, CONTROL_PLANE)),
    readDocuments(join(folder, name, 'cluster.yaml')),
  ]);
  return [...new Map([...common, ...own].map((object) => [keyOf(object), object])).values()];
}

async function readDocuments(path: string): Promise<SituationObject[]> {
  return readYaml(await readFile(path, 'utf8'), path) as SituationObject[];
}

function keyOf({ kind, metadata: { namespace = '', name } }: SituationObject): string {
  return `${kind} ${namespace} ${name}`;
}
