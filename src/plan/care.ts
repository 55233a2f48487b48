import type { Care } from '../model/care.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';

interface Limits {
  /** Targets dialled at the same time by one container; one target is never dialled twice at once by the same container. */
  concurrency: number;
  /** Time between two connections of one container to one target, in milliseconds. */
  pause: number;
  /** Whether the dials are made that decide no mode. */
  extras: boolean;
}

/** What each level of care allows. */
export const LIMITS = {
  gentle: { concurrency: 4, pause: 500, extras: false },
  normal: { concurrency: 32, pause: 0, extras: true },
  thorough: { concurrency: 32, pause: 0, extras: true },
} as const satisfies Record<Care, Limits>;

/** Whether a port is only listened to unless the certless dials leave the mode in doubt. */
export function isListenedTo({ database, portClass }: EndpointTarget | ServiceTarget, care: Care): boolean {
  if (care === 'thorough') return false;
  return database || (care === 'gentle' && portClass !== 'HTTP');
}
