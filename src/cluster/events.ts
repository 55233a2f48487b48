import type { KubernetesObject } from '../model/kubernetes.ts';
import { printable } from '../util/text.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';

interface Event extends KubernetesObject {
  type?: string;
  reason?: string;
  message?: string;
}

/** Warning events about one object, newest last, as printable text; none where events may not be read. */
export async function warningsOf(
  client: KubeClient,
  namespace: string,
  kind: string,
  name: string,
): Promise<{ reason: string; message: string }[]> {
  try {
    const answer = await client.request<{ items?: Event[] }>(
      'GET',
      `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
      {
        query: {
          fieldSelector: `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`,
          limit: 20,
        },
      },
    );
    return (answer.items ?? []).map((event) => ({
      reason: printable(event.reason ?? ''),
      message: printable(event.message ?? '', 600),
    }));
  } catch (error) {
    if (error instanceof ApiError) return [];
    throw error;
  }
}
