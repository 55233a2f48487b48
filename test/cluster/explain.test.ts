import { expect, it } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import { explain } from '../../src/cluster/explain.ts';

it.each([
  [0, 'Unreachable', 'CLUSTER_UNREACHABLE'],
  [0, 'Broken', 'CONNECTION_BROKEN'],
  [0, 'Silent', 'API_SLOW'],
  [400, 'BadRequest', 'API'],
  [401, 'Unauthorized', 'UNAUTHORIZED'],
  [403, 'Forbidden', 'FORBIDDEN'],
  [404, 'NotFound', 'API_NOT_FOUND'],
  [409, 'AlreadyExists', 'CONFLICT'],
  [410, 'Expired', 'LIST_EXPIRED'],
  [422, 'Invalid', 'INVALID'],
  [429, 'TooManyRequests', 'API_OVERLOADED'],
  [500, 'InternalError', 'API_UNAVAILABLE'],
  [503, 'ServiceUnavailable', 'API_UNAVAILABLE'],
])('names a refusal by its status: %i %s', (status, reason, code) => {
  expect(explain(new ApiError('no', status, reason), 'list pods')).toMatchObject({
    code,
    message: 'cannot list pods: no',
  });
});

it.each([
  ['pods "p" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1', 'QUOTA'],
  ['pods "p" is forbidden: failed quota: small: must specify requests.cpu for: mesh', 'QUOTA'],
  [
    'pods "p" is forbidden: [maximum cpu usage per Container is 500m, but limit is 1, minimum memory usage per Container is 64Mi, but request is 48Mi]',
    'LIMIT_RANGE',
  ],
  [
    'pods "p" is forbidden: cpu max limit to request ratio per Container is 2, but provided ratio is 100.000000',
    'LIMIT_RANGE',
  ],
  ['pods "p" is forbidden: violates PodSecurity "restricted:latest": hostNetwork', 'POD_SECURITY'],
  [
    'Internal error occurred: failed calling webhook "namespace.sidecar-injector.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/inject?timeout=10s": no endpoints available for service "istiod"',
    'WEBHOOK_UNAVAILABLE',
  ],
  ['admission webhook "policy.example.com" denied the request: no', 'ADMISSION'],
  [
    "pods \"p\" is forbidden: ValidatingAdmissionPolicy 'labels' with binding 'labels' denied request: no",
    'ADMISSION',
  ],
  [
    'jobs.batch "j" is forbidden: unable to create new content in namespace app because it is being terminated',
    'NAMESPACE_TERMINATING',
  ],
])('names what admission says by its words: %s', (message, code) => {
  expect(explain(new ApiError(message, 403, 'Forbidden'), 'create a Job')).toMatchObject({ code });
});

it('passes on what is no answer of the API server', () => {
  const error = new Error('a bug');
  expect(explain(error, 'list pods')).toBe(error);
});
