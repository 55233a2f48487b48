import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Errors } from '@oclif/core';
import type { Output } from './output-flag.ts';

/** Ends with a usage error, before anything is done, where the results could not be written. */
export function checkOutputs(outputs: readonly Output<string>[]): void {
  const files = outputs.flatMap(({ file }) => file ?? []);
  if (outputs.length - files.length > 1)
    refuse('only one --output can go to stdout; name a file for the others, as in --output json=run.json');
  const twice = files.find((file, index) => files.findIndex((other) => same(file, other)) < index);
  if (twice !== undefined) refuse(`two values of --output name the file ${twice}`);
  for (const file of files) checkFile(file);
}

function checkFile(file: string): void {
  const folder = dirname(file);
  const found = look(file);
  if (found?.isDirectory()) refuse(`--output cannot write ${file}: it is a folder`);
  if (found !== undefined && !found.isFile()) return;
  if (!look(folder)?.isDirectory())
    refuse(`--output cannot write ${file}: there is no folder ${folder}; create it first`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    refuse(`--output cannot write ${file}: the folder ${folder} may not be written to`);
  }
}

/** Nothing where there is nothing, or something that is no folder stands in the way. */
function look(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function same(a: string, b: string): boolean {
  return resolve(a) === resolve(b);
}

function refuse(message: string): never {
  throw new Errors.CLIError(message, { exit: 2 });
}
