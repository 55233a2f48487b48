import { isRecord } from '../util/record.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';

/** The API groups that the server serves; null where it does not tell. */
export async function servedGroups(client: KubeClient): Promise<ReadonlySet<string> | null> {
  try {
    const answer: unknown = await client.request('GET', '/apis');
    const groups: unknown = isRecord(answer) ? answer['groups'] : undefined;
    if (!Array.isArray(groups)) return null;
    return new Set(groups.flatMap((group: unknown) => (isRecord(group) ? [String(group['name'])] : [])));
  } catch (error) {
    // Whoever may not discover may still list; a server that is out of reach fails every list.
    if (error instanceof ApiError) return null;
    throw error;
  }
}
