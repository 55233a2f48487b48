import type { MeshSettings } from '../model/policy.ts';
import type { PolicyIndex } from './policy-index.ts';

type Labels = Readonly<Record<string, string>>;
type Answer<R> = (index: PolicyIndex, mesh: MeshSettings, namespace: string, labels: Labels | undefined) => R;
/** By namespace, then by labels. */
type Known<R> = Map<string, Map<string, R>>;

const NO_LABELS: Labels = {};
const texts = new WeakMap<Labels, string>();

/**
 * Remembers what a pure function says of a workload, for the last index asked about: the pods of a Deployment are many and their
 * labels the same. The answer is shared, so nobody may change it.
 */
export function perWorkload<R>(compute: Answer<R>): Answer<R> {
  const byMesh = new WeakMap<MeshSettings, { index: PolicyIndex; known: Known<R> }>();
  return (index, mesh, namespace, labels) => {
    const last = byMesh.get(mesh);
    const known: Known<R> = last?.index === index ? last.known : new Map<string, Map<string, R>>();
    if (known !== last?.known) byMesh.set(mesh, { index, known });
    const answers = known.get(namespace) ?? new Map<string, R>();
    if (answers.size === 0) known.set(namespace, answers);
    const text = textOf(labels ?? NO_LABELS);
    const found = answers.get(text);
    if (found !== undefined) return found;
    const answer = compute(index, mesh, namespace, labels);
    answers.set(text, answer);
    return answer;
  };
}

function textOf(labels: Labels): string {
  const known = texts.get(labels);
  if (known !== undefined) return known;
  const text = JSON.stringify(labels);
  texts.set(labels, text);
  return text;
}
