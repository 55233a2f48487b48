import { both, ofSidecar, SHORT } from './support/pods.ts';
import { CLIENT, playFaults } from './support/table.ts';

playFaults([
  { what: 'an image that is missing', ...both({ kind: 'image-missing' }), exit: 2, named: ['IMAGE'] },
  {
    what: 'an image that takes long to pull',
    ...both({ kind: 'slow', seconds: 10 }),
    exit: 0,
    named: [],
  },
  {
    what: 'an image that takes too long to pull',
    ...both({ kind: 'slow', seconds: 600 }),
    ...SHORT,
    exit: 2,
    named: ['NOT_STARTED'],
    said: 'ContainerCreating',
  },
  {
    what: 'an image that takes too long to pull for the pod with a sidecar',
    ...ofSidecar({ kind: 'slow', seconds: 600 }),
    ...SHORT,
    exit: 3,
    named: ['NOT_STARTED'],
    undecided: [CLIENT],
  },
  {
    what: 'an image that wants to be root',
    ...both({ kind: 'config-error' }),
    exit: 2,
    named: ['POD_FAILED'],
    said: 'runAsNonRoot',
  },
  {
    what: 'no node with room',
    ...both({ kind: 'unschedulable' }),
    ...SHORT,
    exit: 2,
    named: ['UNSCHEDULABLE'],
    said: 'Insufficient cpu',
  },
  {
    what: 'a pod network that does not come up',
    ...both({ kind: 'never-starts' }),
    ...SHORT,
    exit: 2,
    named: ['NOT_STARTED'],
  },
  {
    what: 'a sidecar that does not get ready',
    ...ofSidecar({ kind: 'sidecar-not-ready' }),
    ...SHORT,
    exit: 3,
    named: ['NOT_STARTED'],
    undecided: [CLIENT],
  },
]);
