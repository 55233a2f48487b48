import { both, ofSidecar } from './support/pods.ts';
import { CLIENT, playFaults } from './support/table.ts';

playFaults([
  {
    what: 'a quota',
    ...both({ kind: 'quota-exceeded' }),
    exit: 2,
    named: ['QUOTA'],
    said: 'exceeded quota: compute-resources',
  },
  {
    what: 'a quota for Jobs',
    api: {
      faults: [
        {
          kind: 'status',
          verbs: ['create'],
          resource: 'jobs.batch',
          reason: 'Forbidden',
          message:
            'jobs.batch "j" is forbidden: exceeded quota: jobs, requested: count/jobs.batch=1, used: 0, limited: 0',
        },
      ],
    },
    exit: 2,
    named: ['QUOTA'],
  },
  { what: 'a LimitRange', ...both({ kind: 'limit-range' }), exit: 2, named: ['LIMIT_RANGE'] },
  {
    what: 'a validating webhook that refuses pods',
    ...both({ kind: 'admission-refused' }),
    exit: 2,
    named: ['ADMISSION'],
    said: 'policy.example.com',
  },
  {
    what: 'a validating webhook that refuses the pod with a sidecar',
    ...ofSidecar({ kind: 'admission-refused' }),
    exit: 3,
    named: ['ADMISSION'],
    undecided: [CLIENT],
  },
  {
    what: 'istiod is down, and its webhook must be asked',
    ...both({ kind: 'webhook-unavailable' }),
    exit: 2,
    named: ['WEBHOOK_UNAVAILABLE'],
    said: 'no endpoints available for service "istiod"',
  },
  {
    what: 'injection that was asked for and did not happen',
    kubelet: { sidecar: 'missing' },
    exit: 3,
    named: ['NOT_INJECTED'],
    undecided: [CLIENT],
  },
]);
