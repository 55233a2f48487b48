import { readFileSync, statSync } from 'node:fs';
import { Errors } from '@oclif/core';
import { parse } from 'yaml';
import type { PodPatch } from '../model/pod-shape.ts';
import { patchProblem } from '../plan/pod-shape/patch-problem.ts';
import { isRecord } from '../util/record.ts';
import { printable } from '../util/text.ts';

/** Far above any patch; a file beyond it is something else. */
const MAX_BYTES = 64 * 1024;

/** The `spec` of a patch file (YAML or JSON); a usage error that names the field when a probe pod may not be given it. */
export function readPodPatch(path: string): PodPatch {
  const patch = readYaml(path);
  const problem = patchProblem(patch);
  if (problem !== null) throw refused(path, problem);
  return isRecord(patch) && isRecord(patch['spec']) ? patch['spec'] : {};
}

function readYaml(path: string): unknown {
  try {
    if (statSync(path).size > MAX_BYTES) throw new Error('it is larger than 64 KiB');
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 20, logLevel: 'error' });
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw refused(path, `it cannot be read: ${why}`);
  }
}

function refused(path: string, why: string): Error {
  return new Errors.CLIError(`--pod-patch ${path}: ${printable(why, 400)}`, { exit: 2 });
}
