import type { KubeClient } from './client.ts';

/** The same client for requests that end when a signal aborts. */
export function until(client: KubeClient, signal: AbortSignal): KubeClient {
  return {
    ...client,
    request: (method, path, options = {}) => client.request(method, path, { signal, ...options }),
    stream: (path, options = {}) => client.stream(path, { signal, ...options }),
  };
}
