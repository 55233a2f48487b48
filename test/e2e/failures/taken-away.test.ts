import { both, ofOutside, ofSidecar, SHORT } from './support/pods.ts';
import { CLIENT, playFaults, SERVER } from './support/table.ts';

playFaults([
  {
    what: 'a pod that is evicted',
    ...ofSidecar({ kind: 'evicted', seconds: 0 }),
    exit: 3,
    named: ['EVICTED'],
    undecided: [CLIENT],
    said: 'low on resource: memory',
  },
  {
    what: 'both pods evicted',
    ...both({ kind: 'evicted', seconds: 0 }),
    exit: 2,
    named: ['EVICTED'],
  },
  {
    what: 'a pod that goes over its memory limit',
    ...ofSidecar({ kind: 'out-of-memory', seconds: 0 }),
    exit: 3,
    named: ['OUT_OF_MEMORY'],
    undecided: [CLIENT],
  },
  {
    what: 'a pod without a sidecar that goes over its memory limit',
    ...ofOutside({ kind: 'out-of-memory', seconds: 0 }),
    exit: 3,
    named: ['OUT_OF_MEMORY'],
    undecided: [SERVER],
  },
  {
    what: 'a pod that someone deletes',
    ...ofSidecar({ kind: 'deleted', seconds: 0 }),
    exit: 3,
    named: ['POD_DELETED'],
    undecided: [CLIENT],
  },
  {
    what: 'a pod that makes room for another',
    ...ofSidecar({ kind: 'deleted', seconds: 0, reason: 'PreemptionByScheduler' }),
    exit: 3,
    named: ['EVICTED'],
    undecided: [CLIENT],
    said: 'PreemptionByScheduler',
  },
  {
    what: 'a node that is drained of the pod after it was lost',
    ...ofSidecar({ kind: 'deleted', seconds: 0, reason: 'DeletionByTaintManager' }),
    exit: 3,
    named: ['NODE_LOST'],
    undecided: [CLIENT],
  },
  {
    what: 'a node that is shut down',
    ...ofSidecar({
      kind: 'evicted',
      seconds: 0,
      reason: 'Terminated',
      message: 'Pod was terminated in response to imminent node shutdown.',
    }),
    exit: 3,
    named: ['NODE_LOST'],
    undecided: [CLIENT],
  },
  {
    what: 'a node that nobody hears of',
    ...ofSidecar({ kind: 'node-lost', seconds: 0 }),
    ...SHORT,
    exit: 3,
    named: ['LOG_UNREADABLE'],
    undecided: [CLIENT],
    said: 'no route to host',
  },
]);
