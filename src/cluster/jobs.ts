import type { V1ConfigMap, V1Job } from '@kubernetes/client-node';
import { ApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { explain } from './explain.ts';

/** Field validation is strict: a misspelt field in our own manifests is an error, not silence. */
const STRICT = { fieldValidation: 'Strict' } as const;

const jobsPath = (namespace: string) => `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`;
const jobPath = (namespace: string, name: string) => `${jobsPath(namespace)}/${encodeURIComponent(name)}`;

/** Creates a Job and returns it as the server stored it. */
export async function createJob(client: KubeClient, namespace: string, job: V1Job): Promise<V1Job> {
  try {
    return await createOwn(client, jobsPath(namespace), job);
  } catch (error) {
    throw explain(error, `create a Job in namespace ${namespace}`);
  }
}

/** Creates a ConfigMap. */
export async function createConfigMap(
  client: KubeClient,
  namespace: string,
  map: V1ConfigMap,
): Promise<void> {
  try {
    await createOwn(client, `/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps`, map);
  } catch (error) {
    throw explain(error, `create a ConfigMap in namespace ${namespace}`);
  }
}

/** Lets a Job that was made with parallelism 0 start so many pods at a time. */
export async function releaseJob(
  client: KubeClient,
  namespace: string,
  name: string,
  parallelism: number,
): Promise<void> {
  try {
    await client.request('PATCH', jobPath(namespace, name), {
      body: { spec: { parallelism } },
      contentType: 'application/merge-patch+json',
      query: STRICT,
    });
  } catch (error) {
    throw explain(error, `start the Job ${name}`);
  }
}

/** Deletes a Job; its pods and ConfigMap follow by owner reference. A Job that is gone already is no error. */
export async function deleteJob(client: KubeClient, namespace: string, name: string): Promise<void> {
  try {
    await client.request('DELETE', jobPath(namespace, name), {
      body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return;
    throw explain(error, `delete the Job ${name}`);
  }
}

/**
 * Creates an object whose name and labels hold the id of this run. One that is there already with the same labels is ours: it was
 * made by an earlier try, whose answer was lost.
 */
async function createOwn<T extends V1Job | V1ConfigMap>(
  client: KubeClient,
  path: string,
  body: T,
): Promise<T> {
  try {
    return await client.request<T>('POST', path, { body, query: STRICT });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    const found = await client.request<T>('GET', `${path}/${body.metadata?.name}`).catch(() => null);
    if (!found || !hasLabels(found, body.metadata?.labels ?? {})) throw error;
    return found;
  }
}

function hasLabels({ metadata }: V1Job | V1ConfigMap, wanted: Record<string, string>): boolean {
  return Object.entries(wanted).every(([key, value]) => metadata?.labels?.[key] === value);
}
