import type { Snapshot } from '../model/snapshot.ts';
import { clusterDomain } from '../policy/cluster-domain.ts';
import { meshOfPod, readMeshes } from '../policy/mesh.ts';
import { buildIndex } from '../policy/policy-index.ts';
import { listTargets } from '../policy/targets.ts';
import { withMachines } from '../policy/with-machines.ts';
import { predict } from '../predict/predict.ts';
import { runFindings } from '../predict/reported-findings.ts';
import { requireSubject, type Subject, selectionOf } from './subject.ts';

/** What follows for the subject from the objects alone, as mesh clients of the namespaces `from` see it. Throws where there is no such thing. */
export function prepareSubject(subject: Subject, from: readonly string[], snapshot: Snapshot) {
  const { namespace } = subject;
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  const meshOf = (place: string) => meshOfPod(meshes, index.podsByNamespace.get(place)?.[0]) ?? meshes[0];
  const mesh = meshOf(namespace);
  if (!mesh) throw new Error('no mesh');
  const listed = listTargets(index, { ...selectionOf(subject), namespace, domain: clusterDomain(index) });
  const targets = withMachines(index, mesh, listed);
  requireSubject(subject, index, targets);
  const views = from.map((place) => {
    const client = { mesh: meshOf(place) ?? mesh, namespace: place, labels: {} };
    return { from: place, predictions: predict(index, meshes, targets, client) };
  });
  const predictions = views.map((view) => view.predictions);
  const findings = runFindings(index, meshes, targets, predictions, { namespace, whole: false });
  return { subject, index, meshes, targets, views, findings };
}
