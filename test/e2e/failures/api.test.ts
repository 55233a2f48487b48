import { playFaults } from './support/table.ts';

const list = ['list'] as const;

playFaults([
  { what: 'nothing', exit: 0, named: [] },
  { what: 'an expired token', api: { expiredToken: true }, exit: 2, named: ['UNAUTHORIZED'] },
  {
    what: 'no permission to create Jobs',
    api: { forbid: [{ verbs: ['create'], resource: 'jobs.batch' }] },
    exit: 2,
    named: ['FORBIDDEN'],
    said: 'create jobs',
  },
  {
    what: 'a list that is forbidden',
    api: { forbid: [{ verbs: ['list'], resource: 'peerauthentications.security.istio.io' }] },
    exit: 3,
    named: ['list-unavailable'],
  },
  {
    what: 'a kind that is not installed',
    api: { absent: ['envoyfilters.networking.istio.io'] },
    exit: 0,
    named: [],
  },
  {
    what: 'no Jobs (404)',
    api: { faults: [{ kind: 'status', verbs: ['create'], resource: 'jobs.batch', reason: 'NotFound' }] },
    exit: 2,
    named: ['API_NOT_FOUND'],
  },
  {
    what: 'a Job of the same name (409)',
    api: { faults: [{ kind: 'status', verbs: ['create'], resource: 'jobs.batch', reason: 'AlreadyExists' }] },
    exit: 2,
    named: ['CONFLICT'],
  },
  {
    what: 'a Job that was made although its answer is lost',
    api: {
      faults: [
        {
          kind: 'status',
          verbs: ['create'],
          resource: 'jobs.batch',
          reason: 'Timeout',
          done: true,
          times: 1,
        },
      ],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'a ConfigMap that was made although its answer is lost',
    api: {
      faults: [
        {
          kind: 'status',
          verbs: ['create'],
          resource: 'configmaps',
          reason: 'InternalError',
          done: true,
          times: 1,
        },
      ],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'a Job that is not valid (422)',
    api: { faults: [{ kind: 'status', verbs: ['create'], resource: 'jobs.batch', reason: 'Invalid' }] },
    exit: 2,
    named: ['INVALID'],
  },
  {
    what: 'too many requests for a moment (429)',
    api: {
      faults: [
        { kind: 'status', verbs: ['*'], resource: '*', reason: 'TooManyRequests', retryAfter: 1, times: 6 },
      ],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'too many requests for good (429)',
    api: { faults: [{ kind: 'status', verbs: list, resource: 'pods', reason: 'TooManyRequests' }] },
    exit: 2,
    named: ['API_OVERLOADED'],
  },
  {
    what: 'a pause that is too long to wait for (429)',
    api: {
      faults: [
        { kind: 'status', verbs: list, resource: 'services', reason: 'TooManyRequests', retryAfter: 600 },
      ],
    },
    exit: 2,
    named: ['API_OVERLOADED'],
  },
  {
    what: 'an API server that fails for good (500)',
    api: { faults: [{ kind: 'status', verbs: list, resource: 'pods', reason: 'InternalError' }] },
    exit: 2,
    named: ['API_UNAVAILABLE'],
  },
  {
    what: 'an API server that fails for a moment (503)',
    api: {
      faults: [{ kind: 'status', verbs: ['*'], resource: '*', reason: 'ServiceUnavailable', times: 8 }],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'a proxy before it that answers in HTML (502)',
    api: { faults: [{ kind: 'html', verbs: list, resource: 'pods' }] },
    exit: 2,
    named: ['API_UNAVAILABLE'],
    said: 'Bad Gateway',
  },
  {
    what: 'an API server that is slow',
    api: { faults: [{ kind: 'slow', verbs: ['*'], resource: '*', after: 300 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'an API server that never answers',
    api: { faults: [{ kind: 'hang', verbs: list, resource: 'pods' }] },
    requestTimeout: 2000,
    exit: 2,
    named: ['API_SLOW'],
  },
  {
    what: 'a list that is cut in its middle once',
    api: { faults: [{ kind: 'cut', verbs: list, resource: 'pods', bytes: 200, times: 1 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'a list that is cut in its middle each time',
    api: { faults: [{ kind: 'cut', verbs: list, resource: 'pods', bytes: 200 }] },
    exit: 2,
    named: ['CONNECTION_BROKEN'],
  },
  {
    what: 'a list that ends in its middle as if it were whole',
    api: { faults: [{ kind: 'short', verbs: list, resource: 'services', bytes: 200, times: 1 }] },
    exit: 0,
    named: [],
  },
  {
    what: 'connections that break without an answer',
    api: { faults: [{ kind: 'cut', verbs: list, resource: 'services' }] },
    exit: 2,
    named: ['CONNECTION_BROKEN'],
  },
  {
    what: 'a delete that is refused for a moment',
    api: {
      faults: [
        { kind: 'status', verbs: ['delete'], resource: 'jobs.batch', reason: 'ServiceUnavailable', times: 3 },
      ],
    },
    exit: 0,
    named: [],
  },
  {
    what: 'a delete that is refused for good: the deadline of the Job takes it away',
    api: { faults: [{ kind: 'status', verbs: ['delete'], resource: 'jobs.batch', reason: 'InternalError' }] },
    kubelet: { second: 50 },
    options: { timeout: 60_000 },
    exit: 0,
    named: ['left-behind'],
  },
]);
