import type { PodObject } from './workload.ts';

/** The value of a field that a container may read of its own pod (`fieldRef`). */
export function downwardValue(pod: PodObject, path: string): string {
  const { labels = {}, annotations = {} } = pod.metadata;
  const keyed = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path);
  if (keyed) return (keyed[1] === 'labels' ? labels : annotations)[keyed[2] ?? ''] ?? '';
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace ?? '';
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'metadata.labels':
      return lines(labels);
    case 'metadata.annotations':
      return lines(annotations);
    case 'spec.nodeName':
      return pod.spec.nodeName ?? '';
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName ?? '';
    case 'status.podIP':
    case 'status.podIPs':
      return pod.status.podIP ?? '';
    case 'status.hostIP':
    case 'status.hostIPs':
      return pod.status.hostIP ?? '';
    default:
      return '';
  }
}

function lines(map: Record<string, string>): string {
  return Object.keys(map)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((key) => `${key}=${JSON.stringify(map[key])}`)
    .join('\n');
}
