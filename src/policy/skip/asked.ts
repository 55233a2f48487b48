import type { KubernetesObject } from '../../model/kubernetes.ts';

/** On a Service or a pod: `true`, or ports by number or name, between commas. */
export const SKIP_ANNOTATION = 'mtls-verify/skip';

/** Which ports an object asks to be left alone. */
export type Asked = 'all' | readonly string[];

/** What the annotation of an object says; no port where it says nothing, or `false`. */
export function skipAsked(object: KubernetesObject | undefined): Asked {
  const value = object?.metadata?.annotations?.[SKIP_ANNOTATION]?.trim() ?? '';
  if (value === 'true') return 'all';
  return value === '' || value === 'false' ? [] : value.split(',').map((port) => port.trim());
}

/** Whether one of the names of a port is asked for. */
export function asksFor(asked: Asked, names: readonly string[]): boolean {
  return asked === 'all' || asked.some((name) => name !== '' && names.includes(name));
}
