import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from '../model/kubernetes.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { explain } from './explain.ts';

interface PodList {
  items?: Pod[];
  metadata?: { resourceVersion?: string };
}

/** A watch answer of one line may not be longer than this, in characters. */
const MAX_LINE = 4 * 1024 * 1024;

/**
 * The pods that a label selector finds, each again whenever it changes, until `signal` aborts. A watch that ends, breaks or
 * is too old (410) starts over with a list.
 */
export async function* watchPods(
  client: KubeClient,
  namespace: string,
  labelSelector: string,
  signal: AbortSignal,
): AsyncGenerator<Pod> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  while (!signal.aborted) {
    try {
      const list = await client.request<PodList>('GET', path, { query: { labelSelector }, signal });
      yield* list.items ?? [];
      const query = {
        labelSelector,
        watch: true,
        resourceVersion: list.metadata?.resourceVersion,
        timeoutSeconds: 120,
      };
      for await (const pod of events(client.stream(path, { query, signal }))) yield pod;
    } catch (error) {
      if (signal.aborted) return;
      const fatal = error instanceof ApiError && [401, 403].includes(error.status);
      if (fatal || !(error instanceof ApiError)) throw explain(error, `watch pods in namespace ${namespace}`);
    }
    await sleep(250, undefined, { signal }).catch(() => undefined);
  }
}

async function* events(chunks: AsyncGenerator<string>): AsyncGenerator<Pod> {
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return;
    for (const line of lines) {
      const event = parse(line);
      if (event?.type === 'ERROR') return;
      if (event?.object && event.type !== 'BOOKMARK') yield event.object;
    }
  }
}

function parse(line: string): { type?: string; object?: Pod } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
