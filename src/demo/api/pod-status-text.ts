import { fieldAt, isFields, type StoredObject } from './object.ts';

function statuses(pod: StoredObject, list: string): Record<string, unknown>[] {
  const found = fieldAt(pod, 'status', list);
  return Array.isArray(found) ? found.filter(isFields) : [];
}

/** The STATUS column of `kubectl get pods`: the most telling of phase, reason and container states. */
export function podStatusText(pod: StoredObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const reason = fieldAt(pod, 'status', 'reason');
  if (typeof reason === 'string' && reason !== '') return reason;
  const phase = String(fieldAt(pod, 'status', 'phase') ?? 'Unknown');
  const init = statuses(pod, 'initContainerStatuses');
  const sidecars = (Array.isArray(fieldAt(pod, 'spec', 'initContainers')) ? init : []).length;
  const done = init.filter(
    (status) => fieldAt(status, 'state', 'terminated', 'exitCode') === 0 || status.started === true,
  ).length;
  if (phase === 'Pending' && done < sidecars) {
    const stuck = init.map((status) => fieldAt(status, 'state', 'waiting', 'reason')).find(isStuck);
    return stuck === undefined ? `Init:${done}/${sidecars}` : `Init:${stuck}`;
  }
  const main = statuses(pod, 'containerStatuses');
  const waiting = main.map((status) => fieldAt(status, 'state', 'waiting', 'reason')).find(isText);
  if (waiting !== undefined) return waiting;
  const ended = main.map((status) => fieldAt(status, 'state', 'terminated', 'reason')).filter(isText);
  if (ended.length > 0 && ended.length === main.length)
    return ended.find((text) => text !== 'Completed') ?? 'Completed';
  return phase;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isStuck(value: unknown): value is string {
  return isText(value) && value !== 'PodInitializing';
}
