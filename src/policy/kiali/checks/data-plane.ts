import type { Pod } from '../../../model/kubernetes.ts';
import { waypointFor } from '../../waypoint.ts';
import { complaint, type KialiCheck, type KialiCode } from '../check.ts';
import { DATAPLANE_MODE, hasSidecar, isAmbientNamespace, isAmbientPod, isRedirected } from '../data-plane.ts';
import type { KialiView } from '../view.ts';
import { ownWaypoint, waypointExists } from '../waypoints.ts';

/** KIA1311 to 1316: labels and containers that do not go together with the data plane of a pod (business/checkers/ambient). */
export function dataPlaneChecks(view: KialiView): KialiCheck[] {
  return view.pods.flatMap((pod) =>
    codesOf(view, pod).map((code) => complaint(code, 'Pod', pod, 'metadata/labels')),
  );
}

function codesOf({ index }: KialiView, pod: Pod): KialiCode[] {
  const { labels = {}, namespace = '' } = pod.metadata ?? {};
  const wantsSidecar = labels['sidecar.istio.io/inject'] === 'true';
  const wantsAmbient = labels[DATAPLANE_MODE] === 'ambient';
  const ambient = isAmbientPod(index, pod);
  const waypoint = waypointFor(index, pod);
  const found: [KialiCode, boolean][] = [
    ['KIA1311', wantsSidecar && wantsAmbient],
    ['KIA1312', ownWaypoint(pod) !== undefined && !ambient],
    ['KIA1313', ambient && waypoint !== null && !waypointExists(index, pod, waypoint)],
    ['KIA1314', wantsSidecar && isRedirected(pod)],
    ['KIA1315', wantsAmbient && hasSidecar(pod)],
    ['KIA1316', hasSidecar(pod) && isAmbientNamespace(index, namespace)],
  ];
  return found.filter(([, fires]) => fires).map(([code]) => code);
}
