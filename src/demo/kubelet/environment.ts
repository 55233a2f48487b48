import type { Store } from '../api/store.ts';
import { expandVariables, type Mounts, rewritePaths } from './command-line.ts';
import { downwardValue } from './downward.ts';
import type { ContainerSpec, EnvEntry, PodObject } from './workload.ts';

/** An environment that cannot be made: CreateContainerConfigError. */
export class EnvironmentError extends Error {}

/** The environment of a container: nothing of the kubelet's own but the path to programs. */
export function environmentOf(
  store: Store,
  pod: PodObject,
  container: ContainerSpec,
  mounts: Mounts,
  extra: Record<string, string>,
): Record<string, string> {
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: '/',
    HOSTNAME: pod.metadata.name,
    KUBERNETES_SERVICE_HOST: '10.96.0.1',
    KUBERNETES_SERVICE_PORT: '443',
  };
  for (const entry of container.env ?? []) {
    const value = entryValue(store, pod, container, entry, env);
    if (value !== undefined) env[entry.name] = value;
  }
  for (const [name, value] of Object.entries(env)) {
    if (name !== 'PATH') env[name] = rewritePaths(value, mounts);
  }
  return { ...env, ...extra };
}

function entryValue(
  store: Store,
  pod: PodObject,
  { resources }: ContainerSpec,
  { value, valueFrom }: EnvEntry,
  env: Record<string, string>,
): string | undefined {
  if (valueFrom === undefined) return expandVariables(value ?? '', env);
  const { fieldRef, configMapKeyRef, resourceFieldRef, secretKeyRef } = valueFrom;
  if (fieldRef) return downwardValue(pod, fieldRef.fieldPath ?? '');
  if (resourceFieldRef) {
    const [kind, name = ''] = (resourceFieldRef.resource ?? '').split('.');
    return resources?.[kind === 'requests' ? 'requests' : 'limits']?.[name] ?? '0';
  }
  const reference = configMapKeyRef ?? secretKeyRef ?? {};
  const kind = configMapKeyRef ? 'configmaps' : 'secrets';
  const found = store.find(kind, pod.metadata.namespace, reference.name ?? '');
  const data = (found?.data ?? {}) as Record<string, string>;
  const text = data[reference.key ?? ''];
  if (text !== undefined) return configMapKeyRef ? text : Buffer.from(text, 'base64').toString('utf8');
  if (reference.optional === true) return undefined;
  const noun = configMapKeyRef ? 'configmap' : 'secret';
  throw new EnvironmentError(
    found
      ? `couldn't find key ${reference.key} in ${noun} ${reference.name}`
      : `${noun} "${reference.name}" not found`,
  );
}
