import type { PilotFlag } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { Fields } from './config-sources.ts';

/** What the object of an operator says of one control plane: its intent, which the ConfigMap and the Deployment may contradict. */
export interface OperatorSettings {
  reference: ObjectReference;
  namespace: string;
  revision: string;
  version: string | null;
  /** Fields of the mesh configuration. */
  fields: Fields;
  flags: { [K in PilotFlag]?: boolean };
  /** Environment for istiod. */
  env: ReadonlyMap<string, string>;
  /** Installed by OpenShift Service Mesh 2. */
  maistra: boolean;
}

/** The texts of a map of environment variables. */
export function environment(value: Fields): Map<string, string> {
  return new Map(
    Object.entries(value).flatMap(([name, text]): [string, string][] =>
      typeof text === 'string' || typeof text === 'boolean' ? [[name, String(text)]] : [],
    ),
  );
}
