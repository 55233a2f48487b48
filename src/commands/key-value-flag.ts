import { Errors, Flags } from '@oclif/core';
import { isReservedAnnotation, isReservedLabel } from '../plan/pod-shape/reserved-keys.ts';

/** Kubernetes' own rules for the keys of labels and annotations, and for the values of labels. */
const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

interface Kind {
  /** What a pair is called. */
  noun: string;
  /** Several pairs in one text, between commas, as kubectl takes labels. */
  commas: boolean;
  value: RegExp;
  reserved(key: string): boolean;
}

const KINDS = {
  labels: { noun: 'label', commas: true, value: LABEL_VALUE, reserved: isReservedLabel },
  annotations: { noun: 'annotation', commas: false, value: /^/, reserved: isReservedAnnotation },
  'node-selector': { noun: 'node label', commas: true, value: LABEL_VALUE, reserved: () => false },
} as const satisfies Record<string, Kind>;

/** The `key=value` pairs of one use of a flag; a usage error when there is one that Kubernetes or this program does not take. */
export function parsePairs(flag: keyof typeof KINDS, text: string): Record<string, string> {
  const { noun, commas, value, reserved } = KINDS[flag];
  const pairs = (commas ? text.split(',') : [text]).map((pair): [string, string] => {
    const at = pair.indexOf('=');
    const key = at < 0 ? pair : pair.slice(0, at);
    const given = pair.slice(at + 1);
    if (at < 0 || !KEY.test(key) || !value.test(given)) {
      throw new Errors.CLIError(`--${flag} "${pair}" is no ${noun}; write it like team=payments`, {
        exit: 2,
      });
    }
    if (reserved(key)) {
      throw new Errors.CLIError(
        `--${flag} ${key}: this ${noun} decides what a probe pod is and is set by mtls-verify or the cluster alone`,
        { exit: 2 },
      );
    }
    return [key, given];
  });
  return Object.fromEntries(pairs);
}

/** A flag of `key=value` that may be repeated; gives one object for each use. */
export function keyValueFlag(flag: keyof typeof KINDS, description: string) {
  return Flags.custom<Record<string, string>>({
    helpValue: 'KEY=VALUE',
    description,
    parse: async (text) => parsePairs(flag, text),
  })({ multiple: true, default: [] });
}
