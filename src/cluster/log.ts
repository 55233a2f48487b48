import type { KubeClient } from './client.ts';

/** The log of one container from its start, followed until the container ends or `signal` aborts. Throws `ApiError`. */
export function followLog(
  client: KubeClient,
  place: { namespace: string; pod: string; container: string },
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { namespace, pod, container } = place;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  return client.stream(path, { query: { container, follow: true }, signal });
}
