import type { ObjectMeta, Pod, PodSpec } from '../model/kubernetes.ts';
import type { Manifest } from './parse-documents.ts';

interface Template {
  metadata?: ObjectMeta;
  spec?: PodSpec;
}

const WORKLOADS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

/** One pod for each workload, named after it: what its template will make. istiod itself is not part of the mesh. */
export function standInPods(manifests: readonly Manifest[]): Pod[] {
  return manifests.flatMap((manifest) => {
    const { kind, metadata, spec } = manifest as { kind?: unknown; metadata?: ObjectMeta; spec?: unknown };
    if (!WORKLOADS.includes(String(kind)) || typeof metadata?.name !== 'string') return [];
    const template = templateOf(spec);
    if (!template || metadata.labels?.['app'] === 'istiod') return [];
    const { labels, annotations } = template.metadata ?? {};
    return [
      {
        kind: 'Pod',
        metadata: {
          name: metadata.name,
          namespace: metadata.namespace ?? 'default',
          ...(labels && { labels }),
          ...(annotations && { annotations }),
        },
        ...(template.spec && { spec: template.spec }),
      },
    ];
  });
}

function templateOf(spec: unknown): Template | null {
  if (typeof spec !== 'object' || spec === null || !('template' in spec)) return null;
  const { template } = spec;
  return typeof template === 'object' && template !== null ? template : null;
}
