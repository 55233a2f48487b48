import { type Fields, isFields, type StoredObject } from './object.ts';
import type { Resource } from './resource.ts';

/** Fills in what the real server fills in for the kinds that this program creates. */
export function withDefaults(resource: Resource, object: StoredObject): StoredObject {
  if (resource.id === 'jobs.batch') return jobDefaults(object);
  if (resource.id === 'pods') {
    return {
      ...object,
      spec: podSpecDefaults(object.spec),
      status: { phase: 'Pending', qosClass: 'BestEffort' },
    };
  }
  return object;
}

function jobDefaults(job: StoredObject): StoredObject {
  const spec = isFields(job.spec) ? job.spec : {};
  const template = isFields(spec.template) ? spec.template : {};
  const metadata = isFields(template.metadata) ? template.metadata : {};
  const { uid, name } = job.metadata;
  const labels = {
    ...(isFields(metadata.labels) ? metadata.labels : {}),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
  return {
    ...job,
    metadata: { ...job.metadata, generation: 1 },
    spec: {
      // With a limit for each index the Job as a whole has none.
      backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
      completionMode: 'NonIndexed',
      manualSelector: false,
      parallelism: 1,
      podReplacementPolicy: 'TerminatingOrFailed',
      suspend: false,
      // Without a number of completions the first success ends the Job; the default is one.
      ...(spec.parallelism === undefined ? { completions: 1 } : {}),
      ...spec,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { ...template, metadata: { ...metadata, labels }, spec: podSpecDefaults(template.spec) },
    },
    status: {},
  };
}

function podSpecDefaults(value: unknown): Fields {
  const spec = isFields(value) ? value : {};
  const account = String(spec.serviceAccountName ?? spec.serviceAccount ?? 'default');
  return {
    dnsPolicy: 'ClusterFirst',
    enableServiceLinks: true,
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    securityContext: {},
    terminationGracePeriodSeconds: 30,
    ...spec,
    serviceAccount: account,
    serviceAccountName: account,
    ...(Array.isArray(spec.initContainers)
      ? { initContainers: spec.initContainers.map(containerDefaults) }
      : {}),
    ...(Array.isArray(spec.containers) ? { containers: spec.containers.map(containerDefaults) } : {}),
    ...(Array.isArray(spec.volumes) ? { volumes: spec.volumes.map(volumeDefaults) } : {}),
  };
}

function containerDefaults(value: unknown): unknown {
  if (!isFields(value)) return value;
  const latest = !/:[^/]+$/.test(String(value.image)) || String(value.image).endsWith(':latest');
  return {
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...value,
  };
}

function volumeDefaults(value: unknown): unknown {
  if (!isFields(value)) return value;
  for (const kind of ['configMap', 'secret', 'projected', 'downwardAPI']) {
    const source = value[kind];
    if (isFields(source)) return { ...value, [kind]: { defaultMode: 420, ...source } };
  }
  return value;
}
