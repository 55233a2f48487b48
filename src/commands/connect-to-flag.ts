import { readFileSync } from 'node:fs';
import { Errors, Flags } from '@oclif/core';
import { isRecord } from '../policy/well-formed.ts';

const ADDRESS = /^.+:\d{1,5}$/;

/** Reads a JSON file of `host:port` → `host:port`; a usage error when it is anything else. */
export function readConnectTo(path: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Errors.CLIError(`--connect-to ${path} cannot be read: ${why}`, { exit: 2 });
  }
  const entries = isRecord(value) ? Object.entries(value) : [];
  const isAddress = (text: unknown) => typeof text === 'string' && ADDRESS.test(text);
  if (!isRecord(value) || !entries.every((entry) => entry.every(isAddress))) {
    throw new Errors.CLIError(`--connect-to ${path} is no JSON object of "host:port": "host:port"`, {
      exit: 2,
    });
  }
  return Object.fromEntries(entries.map(([from, to]) => [from, String(to)]));
}

/** Where targets are really dialled, like curl's --connect-to; for meshes whose pod IPs cannot be dialled as they are. */
export const connectToFlag = Flags.custom<Record<string, string>>({
  helpValue: 'FILE',
  hidden: true,
  env: 'MTLS_VERIFY_CONNECT_TO',
  description: 'JSON file of HOST:PORT to dial instead of HOST:PORT',
  parse: async (path) => readConnectTo(path),
});
