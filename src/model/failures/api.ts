import type { Failure } from './failure.ts';

/** What the API server, or the network before it, answers. */
export const API_FAILURES = {
  CLUSTER_UNREACHABLE: {
    title: 'The API server cannot be reached',
    meaning: 'No connection could be made: name, address, network, proxy or certificate.',
    fix: 'Check the cluster address and your network, for example with kubectl version.',
    exitCode: 2,
    retried: false,
  },
  CONNECTION_BROKEN: {
    title: 'Answers of the API server break off',
    meaning: 'Connections were made and ended in the middle of an answer, several times in a row.',
    fix: 'Look at load balancers and proxies before the API server, and at its restarts; then run again.',
    exitCode: 2,
    retried: true,
  },
  API_SLOW: {
    title: 'The API server does not answer in time',
    meaning: 'A request was taken and not answered within 30 seconds (or --timeout, if that is shorter).',
    fix: 'Run again when the API server is less busy, or give more time with --timeout.',
    exitCode: 2,
    retried: false,
  },
  API_UNAVAILABLE: {
    title: 'The API server fails',
    meaning: 'It, or a proxy before it, answered 500, 502, 503 or 504 several times in a row.',
    fix: 'Look at the health of the API server (kubectl get --raw /readyz?verbose) and run again.',
    exitCode: 2,
    retried: true,
  },
  API_OVERLOADED: {
    title: 'The API server asks for less',
    meaning: 'It answered 429 several times, or asked for a longer pause (Retry-After) than a run can wait.',
    fix: 'Run again later. If it stays, look at the API Priority and Fairness settings for your user.',
    exitCode: 2,
    retried: true,
  },
  UNAUTHORIZED: {
    title: 'The API server does not know you',
    meaning: 'It answered 401: the credentials of the kubeconfig have expired or are wrong.',
    fix: 'Log in to the cluster again, or choose another --context.',
    exitCode: 2,
    retried: false,
  },
  FORBIDDEN: {
    title: 'A permission is missing',
    meaning: 'It answered 403 to something that a run cannot do without.',
    fix: 'Ask for the role in the README section "Permissions".',
    exitCode: 2,
    retried: false,
  },
  API_NOT_FOUND: {
    title: 'The API server does not have what was asked for',
    meaning:
      'It answered 404 to something that a run cannot do without, such as Jobs, or the probe namespace went.',
    fix: 'Check that the probe namespace still exists and that the cluster serves the group batch.',
    exitCode: 2,
    retried: false,
  },
  CONFLICT: {
    title: 'An object of the same name is there already',
    meaning: 'It answered 409, and the object is not one of this run. It was not touched.',
    fix: 'Run again: names are made anew for each run.',
    exitCode: 2,
    retried: false,
  },
  LIST_EXPIRED: {
    title: 'A long list expired while it was read',
    meaning: 'It answered 410 in the middle of a list, and again when the list was read anew.',
    fix: 'Run again when the API server is less busy.',
    exitCode: 2,
    retried: true,
  },
  INVALID: {
    title: 'The API server does not accept the probe objects',
    meaning: 'It answered 422: a field of the Job or ConfigMap is not valid for this cluster.',
    fix: 'Check the values given with --image and the like; otherwise report the message as a bug.',
    exitCode: 2,
    retried: false,
  },
  API: {
    title: 'The API server refused a request',
    meaning: 'It answered with a status that has no name of its own here.',
    fix: 'Read the message of the API server.',
    exitCode: 2,
    retried: false,
  },
} as const satisfies Record<string, Failure>;
