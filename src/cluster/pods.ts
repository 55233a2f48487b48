import { setTimeout as sleep } from 'node:timers/promises';
import type { Pod } from '../model/kubernetes.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { explain } from './explain.ts';

interface PodList {
  items?: Pod[];
  metadata?: { resourceVersion?: string };
}

interface PodEvent {
  type?: string;
  object?: Pod;
}

/** A watch answer of one line may not be longer than this, in characters. */
const MAX_LINE = 4 * 1024 * 1024;
/** Pause before a watch that ended is taken up again, in milliseconds; longer each time it brings nothing. */
const PAUSE = 250;
const LONGEST_PAUSE = 5000;

/**
 * The pods that a label selector finds, each again whenever it changes, until `signal` aborts; one that is gone comes once more,
 * with a deletion time. A watch that ends, breaks or is too old (410) starts over with a list.
 */
export async function* watchPods(
  client: KubeClient,
  namespace: string,
  labelSelector: string,
  signal: AbortSignal,
): AsyncGenerator<Pod> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const known = new Map<string, Pod>();
  let pause = PAUSE;
  while (!signal.aborted) {
    try {
      const list = await client.request<PodList>('GET', path, { query: { labelSelector }, signal });
      const items = list.items ?? [];
      const present = new Set(items.map(nameOf));
      const missed = [...known.values()].filter((pod) => !present.has(nameOf(pod)));
      for (const pod of missed) known.delete(nameOf(pod));
      yield* missed.map(gone);
      for (const pod of items) known.set(nameOf(pod), pod);
      yield* items;
      const query = {
        labelSelector,
        watch: true,
        resourceVersion: list.metadata?.resourceVersion,
        timeoutSeconds: 120,
      };
      for await (const { type, object } of events(client.stream(path, { query, signal }))) {
        pause = PAUSE;
        if (type === 'DELETED') known.delete(nameOf(object));
        else known.set(nameOf(object), object);
        yield type === 'DELETED' ? gone(object) : object;
      }
    } catch (error) {
      if (signal.aborted) return;
      const fatal = error instanceof ApiError && [401, 403].includes(error.status);
      if (fatal || !(error instanceof ApiError)) throw explain(error, `watch pods in namespace ${namespace}`);
      pause = Math.max(pause, error.retryAfter ?? 0);
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

async function* events(
  chunks: AsyncGenerator<string>,
): AsyncGenerator<{ type: string | undefined; object: Pod }> {
  let rest = '';
  for await (const chunk of chunks) {
    rest += chunk;
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE) return;
    for (const line of lines) {
      const event = parse(line);
      if (event?.type === 'ERROR') return;
      if (event?.object && event.type !== 'BOOKMARK') yield { type: event.type, object: event.object };
    }
  }
}

function nameOf({ metadata }: Pod): string {
  return metadata?.name ?? '';
}

/** A pod as it was seen last; one that is deleted with no grace never had a deletion time. */
function gone(pod: Pod): Pod {
  return { ...pod, metadata: { deletionTimestamp: '', ...pod.metadata } };
}

function parse(line: string): PodEvent | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
