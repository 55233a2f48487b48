import { parse } from 'yaml';
import type { SituationObject } from '../../../src/demo/situation/read-objects.ts';
import type { Wire } from '../../../src/demo/wire/wire.ts';
import type { Pod, Service } from '../../../src/model/kubernetes.ts';
import { realPod } from './real-pod.ts';

/** Put on every object that a situation brings, so that all of it can be taken away again. */
export const MARK = 'mtls-verify-lab';

/** What a real cluster needs to be in a situation. */
export interface RealObjects {
  namespaces: object[];
  /** Everything but pods: it must be there before they start. One list for each second of creation: the older of two policies wins. */
  settings: object[][];
  pods: Pod[];
  /** Fields of the mesh configuration, as `lab mesh` takes them. */
  mesh: string[];
}

/** Kinds that a cluster makes by itself from the others, and those that belong to the control plane. */
const MADE = ['Namespace', 'Pod', 'ConfigMap', 'Deployment', 'MutatingWebhookConfiguration', 'EndpointSlice'];

/** Turns the objects of `cluster.yaml` into those to apply on a real cluster; `files` are those of the application. */
export function realObjects(
  objects: readonly SituationObject[],
  wire: Wire,
  { image, files }: { image: string; files: Record<string, string> },
): RealObjects {
  const pods = objects.filter(({ kind }) => kind === 'Pod') as Pod[];
  const accounts = pods.map(({ metadata, spec }) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { namespace: metadata?.namespace, name: spec?.serviceAccountName ?? 'default' },
  }));
  const places = [...new Set(pods.map(({ metadata }) => metadata?.namespace))];
  const application = places.map((namespace) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'application', namespace },
    data: files,
  }));
  const others = objects.filter(({ kind }) => !MADE.includes(kind));
  const ages = [...new Set(others.map(createdAt))].toSorted();
  return {
    namespaces: objects
      .filter(({ kind, metadata }) => kind === 'Namespace' && metadata.name !== 'istio-system')
      .map(({ status: _, ...namespace }) => namespace),
    settings: [
      [...accounts, ...application],
      ...ages.map((age) => others.filter((object) => createdAt(object) === age).map(applicable)),
    ],
    pods: pods.map((pod) => marked(realPod(pod, wire, image))),
    mesh: meshFields(objects),
  };
}

function marked<T extends { metadata?: object }>(object: T): T {
  const {
    labels,
    creationTimestamp: _,
    ...metadata
  } = { labels: {}, creationTimestamp: '', ...object.metadata };
  return { ...object, metadata: { ...metadata, labels: { ...labels, [MARK]: 'situation' } } };
}

function createdAt({ metadata }: SituationObject): string {
  return (metadata as { creationTimestamp?: string }).creationTimestamp ?? '';
}

/** The address of a Service is for the cluster to give. */
function applicable(object: SituationObject): object {
  const { status: _, ...rest } = marked(object);
  if (object.kind !== 'Service') return rest;
  const { clusterIP, ...spec } = (object as Service).spec ?? {};
  return { ...rest, spec: clusterIP === 'None' ? { ...spec, clusterIP } : spec };
}

function meshFields(objects: readonly SituationObject[]): string[] {
  const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'istio');
  const text = (config?.['data'] as { mesh?: string } | undefined)?.mesh ?? '';
  const fields = Object.entries((parse(text) ?? {}) as Record<string, unknown>);
  // JSON is YAML as well.
  return fields
    .filter(([key]) => key !== 'rootNamespace' && key !== 'trustDomain')
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
}
