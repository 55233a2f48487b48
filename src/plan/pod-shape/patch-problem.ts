import { ROLES } from '../../model/plan.ts';
import { isRecord } from '../../util/record.ts';
import { printable } from '../../util/text.ts';
import { type Fields, PATCHABLE, PATCHABLE_CONTAINER } from './patchable.ts';

/**
 * Why a patch may not be put on the probe pods, as a sentence that names the field; null when it may. What is inside of the fields that
 * may be given is left to the API server, which takes no unknown field from this program.
 */
export function patchProblem(patch: unknown): string | null {
  if (!isRecord(patch)) return 'it is no object with a spec';
  const other = Object.keys(patch).find((key) => key !== 'spec');
  if (other === 'metadata') return 'metadata cannot be patched: use --labels and --annotations';
  if (other !== undefined) return `${named(other)} cannot be patched: a patch has a spec and nothing else`;
  const { spec } = patch;
  if (!isRecord(spec)) return 'it has no spec, or one that is no object';
  const { containers, ...fields } = spec;
  if (Object.hasOwn(fields, 'serviceAccountName'))
    return 'spec.serviceAccountName cannot be patched: use --from-service-account';
  return fieldProblem(fields, PATCHABLE, 'spec') ?? containersProblem(containers);
}

function containersProblem(containers: unknown): string | null {
  if (containers === undefined) return null;
  if (!Array.isArray(containers)) return 'spec.containers must be a list';
  for (const one of containers) {
    const name = isRecord(one) ? one['name'] : undefined;
    if (!ROLES.some((role) => role === name))
      return `spec.containers has an entry that is not named ${ROLES.join(', ')}`;
    const problem = fieldProblem(one, PATCHABLE_CONTAINER, `spec.containers[${name}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function fieldProblem(value: unknown, fields: Fields, path: string): string | null {
  if (!isRecord(value)) return `${path} must be an object`;
  for (const [key, given] of Object.entries(value)) {
    const at = `${path}.${named(key)}`;
    const check = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (check === undefined) return `${at} cannot be patched; what can: ${Object.keys(fields).join(', ')}`;
    const wrong = typeof check === 'function' ? check(given) : null;
    if (wrong !== null) return `${at} ${wrong}`;
    const deeper = typeof check === 'function' ? null : fieldProblem(given, check, at);
    if (deeper !== null) return deeper;
  }
  return null;
}

function named(key: string): string {
  return printable(key, 60);
}
