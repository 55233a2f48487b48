import type { ExceptionRule } from '../model/exception.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import { selectorMatches } from '../util/label-selector.ts';

/** Labels of the pods behind endpoint targets, by the id of the target; one that is absent is not known. */
export type PodLabels = ReadonlyMap<string, Readonly<Record<string, string>>>;

interface Place {
  namespace: string;
  service: string | null;
  port: number;
  portName: string | null;
}

/** Whether a row is one that an exception speaks of. What is not known is not selected. */
export function selects(rule: ExceptionRule, row: EndpointRow | ServiceRow, labels: PodLabels): boolean {
  const { id, port } = row.target;
  const pods = 'observations' in row ? [id] : row.target.endpoints;
  const own = { namespace: row.target.namespace, port, portName: null, service: null };
  const places: Place[] = 'observations' in row ? [own, ...row.target.services] : [row.target];
  return (
    places.some((place) => at(rule, place, port)) &&
    podsAre(
      rule,
      pods.map((pod) => labels.get(pod)),
    )
  );
}

function at({ namespace, service, port }: ExceptionRule, place: Place, podPort: number): boolean {
  return (
    (namespace === undefined || namespace === place.namespace) &&
    (service === undefined || service === place.service) &&
    (port === undefined || port === place.port || port === place.portName || port === podPort)
  );
}

function podsAre(
  { labels }: ExceptionRule,
  pods: readonly (Readonly<Record<string, string>> | undefined)[],
): boolean {
  if (labels === undefined) return true;
  return (
    pods.length > 0 && pods.every((own) => own !== undefined && selectorMatches({ matchLabels: labels }, own))
  );
}
