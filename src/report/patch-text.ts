import type { Patch } from '../explain/patch.ts';
import { printable } from '../util/text.ts';
import { named } from './finding-lines.ts';
import { yamlText } from './yaml.ts';

/** Manifests for `kubectl apply -f -`, each with a comment that says what it changes. */
export function patchText(patches: readonly Patch[]): string {
  if (patches.length === 0) return '# Nothing that one object alone can mend.\n';
  return patches
    .map(
      ({ code, object, what, manifest }) =>
        `# ${code}, ${named(object)}: ${printable(what)}\n${yamlText(manifest)}`,
    )
    .join('---\n');
}
