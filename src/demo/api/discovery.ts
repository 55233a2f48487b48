import type { Fields } from './object.ts';
import { isAbsent } from './request-info.ts';
import { RESOURCES, type Resource } from './resource.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const VERSION = {
  major: '1',
  minor: '34',
  gitVersion: 'v1.34.4+embedded',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'node',
};

/** Discovery documents and the other paths outside the kinds; undefined where there is nothing. */
export function discoveryDocument(path: string, absent: readonly string[]): Fields | string | undefined {
  const served = RESOURCES.filter((resource) => !isAbsent(resource, absent));
  const clean = path.replace(/\/$/, '');
  if (['/healthz', '/livez', '/readyz'].includes(clean)) return 'ok';
  if (clean === '/version') return VERSION;
  if (clean === '/api') {
    return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  }
  const groups = [...new Set(served.map((resource) => resource.group))]
    .filter((group) => group !== '')
    .toSorted((a, b) => (a < b ? -1 : 1));
  if (clean === '/apis') {
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map((group) => apiGroup(group, served)) };
  }
  const [, root, first = '', second, more] = clean.split('/');
  if (root === 'api' && first === 'v1' && second === undefined) return resourceList('', 'v1', served);
  if (root !== 'apis' || more !== undefined || !groups.includes(first)) return undefined;
  return second === undefined
    ? { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(first, served) }
    : resourceList(first, second, served);
}

function apiGroup(name: string, served: readonly Resource[]) {
  const versions = [
    ...new Set(served.filter((one) => one.group === name).flatMap((one) => one.versions)),
  ].map((version) => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return { name, versions, preferredVersion: versions[0] };
}

function resourceList(group: string, version: string, served: readonly Resource[]): Fields | undefined {
  const found = served.filter((one) => one.group === group && one.versions.includes(version));
  if (found.length === 0) return undefined;
  const resources = found.flatMap((one) => {
    const own = {
      name: one.plural,
      singularName: one.kind.toLowerCase(),
      namespaced: one.namespaced,
      kind: one.kind,
      verbs: one.review ? ['create'] : VERBS,
      ...(one.shortNames.length > 0 ? { shortNames: one.shortNames } : {}),
      ...(SHOWN_BY_ALL.has(one.id) ? { categories: ['all'] } : {}),
    };
    const log = { name: 'pods/log', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] };
    return one.id === 'pods' ? [own, log] : [own];
  });
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group === '' ? version : `${group}/${version}`,
    resources,
  };
}

/** What `kubectl get all` shows. */
const SHOWN_BY_ALL = new Set([
  'pods',
  'services',
  'daemonsets.apps',
  'deployments.apps',
  'replicasets.apps',
  'statefulsets.apps',
  'cronjobs.batch',
  'jobs.batch',
]);
