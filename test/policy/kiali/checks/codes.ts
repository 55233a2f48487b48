import type { Snapshot } from '../../../../src/model/snapshot.ts';
import { kialiChecks } from '../../../../src/policy/kiali/checks.ts';
import { viewOf } from '../scenario.ts';

/** `CODE namespace/name` of every complaint. */
export function codes(objects: Partial<Snapshot>): string[] {
  return kialiChecks(viewOf(objects)).map(({ code, object }) => `${code} ${object.namespace}/${object.name}`);
}
