import type { Store } from '../api/store.ts';
import type { FailureRule } from './failure.ts';
import type { Timers } from './timers.ts';
import type { PodObject } from './workload.ts';

/** What the wire stand-ins add to a pod of a Job. */
export interface PodExtras {
  /** For every container of the pod's template. */
  env?: Record<string, string>;
  /** For one container, by name; wins over `env`. */
  containerEnv?: Record<string, Record<string, string>>;
  /** Files for emptyDir volumes: volume name, path in the volume, text. */
  files?: Record<string, Record<string, string>>;
  /** Resolves when a classic sidecar was told to quit; without it the pod runs on, as on a real cluster. */
  sidecarEnded?: Promise<unknown>;
}

export interface KubeletOptions {
  /** Called once for each pod that starts, when it has its IP and before its volumes are filled. */
  onPod?(pod: PodObject): PodExtras | Promise<PodExtras>;
  /** The IP of a pod; default: the next of 10.244.0.0/16. */
  podIP?(pod: PodObject): string;
  failures?: readonly FailureRule[];
  /** How the sidecar is injected; `missing`: the webhook is there and does nothing. */
  sidecar?: 'native' | 'classic' | 'missing';
  /** Length of a second of the embedded cluster in milliseconds; default 1000. */
  second?: number;
}

/** What the parts of the kubelet stand-in share. */
export interface Context {
  store: Store;
  timers: Timers;
  options: KubeletOptions;
  failures: readonly FailureRule[];
  /** Length of a second in milliseconds. */
  second: number;
  /** Folder for the volumes of all pods. */
  folder: string;
}

/** The one node of the embedded cluster. */
export const NODE = { name: 'embedded', ip: '10.244.0.1' };
