import type { ResourceKind, ResourceTypes } from '../model/snapshot.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { listPath } from './resources.ts';

interface ListAnswer<T> {
  items?: T[] | null;
  metadata?: { continue?: string };
}

export interface ListSelection {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/** Objects asked for in one answer; larger lists come in several. */
const CHUNK = 500;

/**
 * Lists every object of a kind, in chunks. A list that expires between two chunks (410) is read anew, in one answer, which cannot
 * expire. `ApiError` when the server refuses.
 */
export async function list<K extends ResourceKind>(
  client: KubeClient,
  kind: K,
  selection: ListSelection = {},
): Promise<ResourceTypes[K][]> {
  try {
    return await listChunks(client, kind, selection, CHUNK);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 410) throw error;
    return listChunks(client, kind, selection, undefined);
  }
}

async function listChunks<K extends ResourceKind>(
  client: KubeClient,
  kind: K,
  { namespace, ...selectors }: ListSelection,
  limit: number | undefined,
): Promise<ResourceTypes[K][]> {
  const found: ResourceTypes[K][] = [];
  let next: string | undefined;
  do {
    const answer: ListAnswer<ResourceTypes[K]> = await client.request('GET', listPath(kind, namespace), {
      query: { limit, continue: next, ...selectors },
    });
    found.push(...(answer.items ?? []));
    next = answer.metadata?.continue || undefined;
  } while (next !== undefined);
  return found;
}
