import { ageOf } from './age.ts';
import { fieldAt, isFields, type StoredObject } from './object.ts';
import { podStatusText } from './pod-status-text.ts';
import type { Column } from './table.ts';

const NONE = '<none>';

function text(object: StoredObject, ...path: string[]): string {
  const value = fieldAt(object, ...path);
  return value === undefined || value === '' ? NONE : String(value);
}

function listAt(object: unknown, ...path: string[]): Record<string, unknown>[] {
  const value = fieldAt(object, ...path);
  return Array.isArray(value) ? value.filter(isFields) : [];
}

function column(name: string, ...path: string[]): Column {
  return { name, cell: (object) => text(object, ...path) };
}

function wide(name: string, ...path: string[]): Column {
  return { ...column(name, ...path), wide: true };
}

/** What `kubectl get` shows of each kind between its name and age. */
export const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  configmaps: [
    {
      name: 'Data',
      cell: ({ data, binaryData }) =>
        Object.keys(isFields(data) ? data : {}).length +
        Object.keys(isFields(binaryData) ? binaryData : {}).length,
    },
  ],
  'deployments.apps': [
    {
      name: 'Ready',
      cell: (object) =>
        `${Number(fieldAt(object, 'status', 'readyReplicas') ?? 0)}/${text(object, 'spec', 'replicas')}`,
    },
  ],
  'destinationrules.networking.istio.io': [column('Host', 'spec', 'host')],
  'endpointslices.discovery.k8s.io': [
    column('AddressType', 'addressType'),
    {
      name: 'Ports',
      cell: (object) =>
        listAt(object, 'ports')
          .map((port) => String(port.port))
          .join(',') || '<unset>',
    },
    {
      name: 'Endpoints',
      cell: (object) =>
        listAt(object, 'endpoints')
          .flatMap((endpoint) => endpoint.addresses ?? [])
          .join(',') || '<unset>',
    },
  ],
  events: [
    { name: 'Last Seen', cell: (object) => ageOf(object.lastTimestamp) },
    column('Type', 'type'),
    column('Reason', 'reason'),
    {
      name: 'Object',
      cell: (object) =>
        `${text(object, 'involvedObject', 'kind').toLowerCase()}/${text(object, 'involvedObject', 'name')}`,
    },
    column('Message', 'message'),
  ],
  'jobs.batch': [
    { name: 'Status', cell: jobStatus },
    {
      name: 'Completions',
      cell: (object) =>
        `${Number(fieldAt(object, 'status', 'succeeded') ?? 0)}/${String(fieldAt(object, 'spec', 'completions') ?? 1)}`,
    },
    {
      name: 'Duration',
      cell: (object) => {
        const end = Date.parse(text(object, 'status', 'completionTime'));
        const start = fieldAt(object, 'status', 'startTime');
        return start === undefined ? '' : ageOf(start, Number.isNaN(end) ? Date.now() : end);
      },
    },
  ],
  namespaces: [{ name: 'Status', cell: (object) => String(fieldAt(object, 'status', 'phase') ?? 'Active') }],
  'peerauthentications.security.istio.io': [column('Mode', 'spec', 'mtls', 'mode')],
  pods: [
    {
      name: 'Ready',
      cell: (object) => {
        const all = [...listAt(object, 'status', 'containerStatuses'), ...nativeSidecars(object)];
        const total = listAt(object, 'spec', 'containers').length + nativeSidecars(object).length;
        return `${all.filter((status) => status.ready === true).length}/${total}`;
      },
    },
    { name: 'Status', cell: podStatusText },
    {
      name: 'Restarts',
      cell: (object) =>
        listAt(object, 'status', 'containerStatuses').reduce(
          (sum, status) => sum + Number(status.restartCount ?? 0),
          0,
        ),
    },
    wide('IP', 'status', 'podIP'),
    wide('Node', 'spec', 'nodeName'),
  ],
  services: [
    column('Type', 'spec', 'type'),
    column('Cluster-IP', 'spec', 'clusterIP'),
    {
      name: 'Port(s)',
      cell: (object) =>
        listAt(object, 'spec', 'ports')
          .map((port) => `${String(port.port)}/${String(port.protocol ?? 'TCP')}`)
          .join(',') || NONE,
    },
  ],
};

function jobStatus(object: StoredObject): string {
  const active = listAt(object, 'status', 'conditions').filter((condition) => condition.status === 'True');
  const found = ['Complete', 'Failed', 'Suspended'].find((type) =>
    active.some((condition) => condition.type === type),
  );
  return found ?? 'Running';
}

/** Statuses of init containers that stay: kubectl counts them as containers. */
function nativeSidecars(object: StoredObject): Record<string, unknown>[] {
  const names = listAt(object, 'spec', 'initContainers')
    .filter((container) => container.restartPolicy === 'Always')
    .map((container) => container.name);
  return listAt(object, 'status', 'initContainerStatuses').filter((status) => names.includes(status.name));
}
