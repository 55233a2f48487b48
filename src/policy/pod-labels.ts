import type { Targets } from '../model/target.ts';
import type { PolicyIndex } from './policy-index.ts';

/** Labels of the pod behind each endpoint target, by the id of the target; none where the pod is not known. */
export function podLabels(
  { podByName }: PolicyIndex,
  { endpoints }: Targets,
): Map<string, Readonly<Record<string, string>>> {
  return new Map(
    endpoints.flatMap(({ id, namespace, pod }) => {
      const found = pod === null ? undefined : podByName.get(`${namespace}/${pod}`);
      return found ? [[id, found.metadata?.labels ?? {}]] : [];
    }),
  );
}
