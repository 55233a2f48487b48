import { playFaults } from './support/table.ts';

playFaults([
  {
    what: 'an API server whose clock is ahead',
    api: { clockAhead: 300_000 },
    exit: 0,
    named: ['clock-skew'],
    said: 's ahead of',
  },
  {
    what: 'an API server whose clock is behind',
    api: { clockAhead: -7_200_000 },
    exit: 0,
    named: ['clock-skew'],
    said: 's behind',
  },
  {
    what: 'a node whose clock is behind: the mesh certificate is not valid yet',
    certificate: 'early',
    // It is waited for to become valid: longer than a Job lasts where seconds are short.
    kubelet: { second: 1000 },
    exit: 3,
    named: ['CLOCK_SKEW'],
    said: 'not valid before',
  },
  {
    what: 'a mesh certificate that was not renewed',
    certificate: 'expired',
    kubelet: { second: 1000 },
    exit: 3,
    named: ['CLOCK_SKEW'],
    said: 'expired at',
  },
]);
