import { both } from './support/pods.ts';
import { playFaults } from './support/table.ts';

playFaults([
  {
    what: 'a watch that is too old (410)',
    api: { faults: [{ kind: 'status', verbs: ['watch'], resource: 'pods', reason: 'Expired', times: 2 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a watch that is cut in the middle of an event',
    api: { faults: [{ kind: 'cut', verbs: ['watch'], resource: 'pods', bytes: 700, times: 3 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a watch that ends in the middle of an event',
    api: { faults: [{ kind: 'short', verbs: ['watch'], resource: 'pods', bytes: 5000, times: 3 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a watch that is forbidden on the way',
    api: { faults: [{ kind: 'status', verbs: ['watch'], resource: 'pods', reason: 'Forbidden' }] },
    // Else the list before it may show pods that run already.
    ...both({ kind: 'slow', seconds: 10 }),
    exit: 2,
    named: ['FORBIDDEN'],
  },
  {
    what: 'a watch that the API server has too much to do for (429)',
    api: {
      faults: [
        {
          kind: 'status',
          verbs: ['watch'],
          resource: 'pods',
          reason: 'TooManyRequests',
          retryAfter: 1,
          times: 2,
        },
      ],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'a log that is cut in its middle',
    api: { faults: [{ kind: 'cut', verbs: ['get'], resource: 'pods/log', bytes: 300, times: 3 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a log that ends in its middle as if it were whole',
    api: { faults: [{ kind: 'short', verbs: ['get'], resource: 'pods/log', bytes: 300, times: 3 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a log that is forbidden on the way',
    api: { faults: [{ kind: 'status', verbs: ['get'], resource: 'pods/log', reason: 'Forbidden' }] },
    exit: 2,
    named: ['FORBIDDEN'],
  },
  {
    what: 'a log that cannot be read for a moment (500)',
    api: { faults: [{ kind: 'status', verbs: ['get'], resource: 'pods/log', times: 4 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a log that can never be read (500)',
    api: { faults: [{ kind: 'status', verbs: ['get'], resource: 'pods/log' }] },
    exit: 2,
    named: ['LOG_UNREADABLE'],
  },
  {
    what: 'a log that is cut at the same place each time',
    api: { faults: [{ kind: 'cut', verbs: ['get'], resource: 'pods/log', bytes: 300 }] },
    exit: 2,
    named: ['LOG_UNREADABLE'],
  },
  {
    what: 'a log that was rotated when it had to be read again',
    api: { faults: [{ kind: 'cut', verbs: ['get'], resource: 'pods/log', bytes: 200, times: 3 }] },
    kubelet: { failures: [{ failure: { kind: 'log-rotated', lines: 3 } }] },
    exit: 3,
    named: ['LOG_INCOMPLETE'],
  },
]);
