import { join } from 'node:path';
import type { ContainerSpec } from './workload.ts';

/** Where a container's mounts really are: mount path in the manifest → folder or file on this machine. */
export type Mounts = Map<string, string>;

/** Replaces mount paths in an argument or value: the whole of it, its beginning, or after `=` or `:`. */
export function rewritePaths(text: string, mounts: Mounts): string {
  const longestFirst = [...mounts].sort(([a], [b]) => b.length - a.length);
  for (const [path, real] of longestFirst) {
    const clean = path.replace(/\/$/, '');
    const pattern = new RegExp(`(^|[=:])${clean.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')}(?=$|/)`, 'g');
    const rewritten = text.replace(pattern, (_match, before: string) => before + join(real));
    if (rewritten !== text) return rewritten;
  }
  return text;
}

/** Replaces `$(NAME)` by the variable; `$$` is an escaped dollar and unknown names stay, as in Kubernetes. */
export function expandVariables(text: string, env: Record<string, string>): string {
  return text.replace(/\$\$|\$\(([-._a-zA-Z0-9]+)\)/g, (match, name: string | undefined) =>
    name === undefined ? '$' : (env[name] ?? match),
  );
}

/**
 * The arguments for node that a container's command comes to; null when it runs another program than node. Without a
 * command the image's entrypoint runs, and that of a stock Node image is node.
 */
export function nodeArguments(
  { command = [], args = [] }: ContainerSpec,
  env: Record<string, string>,
): string[] | null {
  const words = [...command, ...args].map((word) => expandVariables(word, env));
  const [program, ...rest] = words;
  if (program === 'node' || program?.endsWith('/node')) return rest;
  return command.length === 0 ? words : null;
}
