import { get } from './get.ts';

/** The admin interface of the own proxy; null where it does not answer. */
export interface ProxyAdmin {
  /** The connection and handshake counters of all outbound clusters. */
  stats(signal: AbortSignal): Promise<string | null>;
  clusters(signal: AbortSignal): Promise<string | null>;
  /** The configuration of the clusters whose whole name the regular expression matches. */
  config(name: string, signal: AbortSignal): Promise<string | null>;
}

const FILTER = encodeURIComponent('^cluster\\.outbound\\|.*\\.(ssl\\.handshake|upstream_cx_total)$');

/**
 * Reads the admin interface at a base URL. A proxy takes long to go through its statistics, so callers that wait at the same time
 * share a reading; never one that began before they asked.
 */
export function proxyAdmin(base: string): ProxyAdmin {
  let running: Promise<string | null> | null = null;
  let next: Promise<string | null> | null = null;
  const begin = (signal: AbortSignal) => {
    next = null;
    running = get(`${base}/stats?filter=${FILTER}`, signal).finally(() => {
      running = null;
    });
    return running;
  };
  return {
    stats(signal) {
      if (!running) return begin(signal);
      next ??= running.then(() => begin(signal));
      return next;
    },
    clusters: (signal) => get(`${base}/clusters`, signal),
    config: (name, signal) =>
      get(
        `${base}/config_dump?resource=dynamic_active_clusters&name_regex=${encodeURIComponent(name)}`,
        signal,
      ),
  };
}
