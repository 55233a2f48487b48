import type { KubeClient, RequestOptions } from '../../src/cluster/client.ts';

export interface Call {
  method: string;
  path: string;
  options: RequestOptions;
}

/** A KubeClient whose answers the test writes. `answer` gives the body or throws; `chunks` gives the text of a stream. */
export function fakeClient(handlers: {
  answer?: (call: Call) => unknown;
  chunks?: (call: Call) => AsyncGenerator<string>;
}): KubeClient & { calls: Call[] } {
  const calls: Call[] = [];
  return {
    server: 'https://fake',
    calls,
    async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
      const call = { method, path, options };
      calls.push(call);
      return (await handlers.answer?.(call)) as T;
    },
    stream(path, options = {}) {
      const call = { method: 'GET', path, options };
      calls.push(call);
      if (!handlers.chunks) throw new Error(`no stream for ${path}`);
      return handlers.chunks(call);
    },
    clockAhead: () => 0,
    close() {},
  };
}
