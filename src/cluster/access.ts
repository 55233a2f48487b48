import { VerifyError } from '../model/errors.ts';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { explain } from './explain.ts';

/** What a run does in the probe namespace. */
const NEEDED = [
  { verb: 'create', group: 'batch', resource: 'jobs' },
  { verb: 'patch', group: 'batch', resource: 'jobs' },
  { verb: 'delete', group: 'batch', resource: 'jobs' },
  { verb: 'create', group: '', resource: 'configmaps' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'watch', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
] as const;

interface Review {
  status?: { allowed?: boolean };
}

/** Asks the API server, before anything is created, whether this user may launch and clean up probes; FORBIDDEN names what is missing. */
export async function requireAccess(client: KubeClient, namespace: string): Promise<void> {
  const answers = await Promise.all(
    NEEDED.map(async (attributes) => {
      const body = {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { namespace, ...attributes } },
      };
      try {
        const review = await client.request<Review>(
          'POST',
          '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
          { body },
        );
        return review.status?.allowed === true;
      } catch (error) {
        // A cluster that does not let users ask is judged by the requests themselves.
        if (error instanceof ApiError && (error.status === 403 || error.status === 404)) return true;
        throw explain(error, 'ask for permissions');
      }
    }),
  );
  const missing = NEEDED.filter((_, index) => !answers[index]).map(nameOf);
  if (missing.length) {
    throw new VerifyError(
      'FORBIDDEN',
      `you may not ${missing.join(', ')} in namespace ${namespace}`,
      'ask for the role in the README section "Permissions", or choose another namespace with --from',
    );
  }
}

function nameOf(needed: (typeof NEEDED)[number]): string {
  return `${needed.verb} ${needed.resource}${'subresource' in needed ? `/${needed.subresource}` : ''}`;
}
