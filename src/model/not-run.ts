import type { NotRunReason } from './observation.ts';

/** Why one dial of a run has no outcome; a row that needs it is inconclusive. docs/failures.md is made from it. */
export const NOT_RUN_CATALOGUE = {
  'database-port': 'A port of a database: nothing is written to it once TLS has shown the mode.',
  'no-mesh-certificate':
    'Nothing there shows a certificate of the mesh, so a dial that asks what a sidecar takes would prove nothing.',
  'control-failed':
    'The probe container did not see of ports of its own what is there, so what it saw of others does not count.',
  deadline: 'The time of the probe container was over before this dial.',
  'no-certificate': 'The sidecar of the probe pod gave no usable mesh certificate.',
  'proxy-not-ready': 'The sidecar of the probe pod did not get ready.',
  unsettled: 'The target answered differently each time it was dialled, to the end of the time for that.',
  'not-reported': 'No line about this dial came out of the log.',
} as const satisfies Record<NotRunReason, string>;
