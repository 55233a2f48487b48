import { isDeepStrictEqual } from 'node:util';
import type { V1Container, V1PodTemplateSpec } from '@kubernetes/client-node';
import { VerifyError } from '../model/errors.ts';
import type { Container, Pod } from '../model/kubernetes.ts';
import { printable } from '../util/text.ts';

/** What admission made of a probe pod. */
export interface PodChanges {
  /** Set when the results would not mean what they seem to. */
  problem: VerifyError | null;
  /** Changes that do not matter to the results, each as a phrase. */
  harmless: string[];
}

/**
 * Compares a probe pod with what was asked for. Mutating webhooks add containers, variables and volumes, and lead images to a
 * mirror, and that is fine; our containers must be there, run the prober as the user that is redirected or not, in the pod's own network.
 */
export function podChanges(template: V1PodTemplateSpec | undefined, pod: Pod): PodChanges {
  const name = printable(pod.metadata?.name ?? '');
  const asked = template?.spec?.containers ?? [];
  const given = pod.spec?.containers ?? [];
  const changes: string[] = [];
  const harmless: string[] = [];
  if (pod.spec?.hostNetwork && !template?.spec?.hostNetwork) changes.push('it uses the host network');
  for (const container of asked) {
    const found = given.find((other) => other.name === container.name);
    if (!found) changes.push(`container ${container.name} is missing`);
    else changes.push(...changesOf(container, found));
    if (found && found.image !== container.image)
      harmless.push(`container ${container.name} has image ${printable(found.image ?? '', 200)}`);
  }
  const what = `the cluster changed the probe pod ${name}: ${changes.join(', ')}`;
  return { problem: changes.length > 0 ? new VerifyError('POD_CHANGED', what) : null, harmless };
}

function changesOf(asked: V1Container, given: Container): string[] {
  const of = `of container ${asked.name}`;
  const changes: string[] = [];
  const differs = (what: string, before: unknown, after: unknown) => {
    if (!isDeepStrictEqual(before, after)) changes.push(`${what} ${of} is another`);
  };
  differs('the command', asked.command ?? [], given.command ?? []);
  differs('the list of arguments', asked.args ?? [], given.args ?? []);
  // A proxy is not redirected to itself by its user or group: with another one the dials go another way.
  differs('the user', asked.securityContext?.runAsUser, given.securityContext?.runAsUser);
  differs('the group', asked.securityContext?.runAsGroup, given.securityContext?.runAsGroup);
  for (const { name, value } of asked.env ?? []) {
    if (value !== undefined)
      differs(`variable ${name}`, value, given.env?.find((other) => other.name === name)?.value);
  }
  return changes;
}
