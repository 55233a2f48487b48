import { Errors, Flags } from '@oclif/core';
import type { Toleration } from '../model/pod-shape.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const TAINT = /^([A-Za-z0-9][-A-Za-z0-9_./]{0,316})(?:=([-A-Za-z0-9_.]{0,63}))?(?::([A-Za-z]+))?$/;

/** The toleration of a taint written as kubectl writes taints: `key`, `key=value`, each with `:effect` or without. */
export function parseToleration(text: string): Toleration {
  const [, key, value, effect] = TAINT.exec(text) ?? [];
  if (key === undefined || (effect !== undefined && !EFFECTS.includes(effect))) {
    throw new Errors.CLIError(
      `--toleration "${text}" is no taint; write it like dedicated=infra:NoSchedule (effects: ${EFFECTS.join(', ')})`,
      { exit: 2 },
    );
  }
  return {
    key,
    ...(value === undefined ? { operator: 'Exists' as const } : { operator: 'Equal' as const, value }),
    ...(effect === undefined ? {} : { effect }),
  };
}

/** A flag that takes a taint to tolerate and may be repeated. */
export const tolerationFlag = Flags.custom<Toleration>({
  helpValue: 'KEY[=VALUE][:EFFECT]',
  parse: async (text) => parseToleration(text),
});
