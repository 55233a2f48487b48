import { VerifyError } from '../model/errors.ts';
import type { ConfigMap } from '../model/kubernetes.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { parseDocuments } from './parse-documents.ts';

/** A snapshot with one control plane of that configuration: a MeshConfig in YAML, or the ConfigMap that holds it. */
export function withMeshConfig(snapshot: Snapshot, text: string): Snapshot {
  const manifests = parseDocuments(text, 'the mesh configuration') as ConfigMap[];
  const holder = manifests.find(
    ({ kind, data }) => kind === 'ConfigMap' && typeof data?.['mesh'] === 'string',
  );
  if (manifests.length > 0 && !holder) {
    throw new VerifyError(
      'MANIFEST',
      'the mesh configuration file holds other objects, and no ConfigMap with the key mesh',
      'give the MeshConfig itself, or the ConfigMap istio',
    );
  }
  const mesh: ConfigMap = {
    metadata: { name: 'istio', namespace: holder?.metadata?.namespace ?? 'istio-system' },
    data: { mesh: holder?.data?.['mesh'] ?? text },
  };
  const deployments = snapshot.deployments.filter(({ metadata }) => metadata?.labels?.['app'] !== 'istiod');
  const configmaps = snapshot.configmaps.filter(({ data }) => typeof data?.['mesh'] !== 'string');
  // What an operator was asked for would be another control plane.
  const operators = { servicemeshcontrolplanes: [], istios: [], istiorevisions: [] };
  return { ...snapshot, ...operators, deployments, configmaps: [...configmaps, mesh] };
}
