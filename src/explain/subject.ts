import { VerifyError } from '../model/errors.ts';
import type { Targets } from '../model/target.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { compare } from '../util/compare.ts';
import { printable } from '../util/text.ts';

/** The one thing that is explained. */
export interface Subject {
  kind: 'Service' | 'Pod';
  namespace: string;
  name: string;
  /** Number or name of a port; all when null. */
  port: string | null;
}

/** The words of kubectl for the kinds. */
const KINDS: Readonly<Record<string, Subject['kind']>> = {
  ...{ service: 'Service', services: 'Service', svc: 'Service' },
  ...{ pod: 'Pod', pods: 'Pod', po: 'Pod' },
};

/** Reads `service/NAME` or `pod/NAME`. */
export function parseSubject(text: string, namespace: string, port: string | null): Subject {
  const [word = '', name = '', ...more] = text.split('/');
  const kind = KINDS[word.toLowerCase()];
  if (kind === undefined || name === '' || more.length > 0) {
    throw new VerifyError(
      'NOTHING_SELECTED',
      `${printable(text, 200)} names nothing that can be explained`,
      'write service/NAME or pod/NAME',
    );
  }
  return { kind, namespace, name, port };
}

/** What of a run belongs to the subject: the endpoints of a Service, or a pod and the Services that lead to it. */
export function selectionOf({ kind, name, port }: Subject) {
  return {
    service: kind === 'Service' ? [name] : [],
    pod: kind === 'Pod' ? name : null,
    port: port === null ? [] : [port],
  };
}

/** Ends the command where there is no such thing, with what there is. */
export function requireSubject(
  { kind, namespace, name, port }: Subject,
  index: PolicyIndex,
  targets: Targets,
): void {
  const [objects, known] =
    kind === 'Service'
      ? [index.servicesByNamespace.get(namespace), index.serviceByName.has(`${namespace}/${name}`)]
      : [index.podsByNamespace.get(namespace), index.podByName.has(`${namespace}/${name}`)];
  const names = (objects ?? []).map(({ metadata }) => metadata?.name ?? '').toSorted(compare);
  if (!known) {
    const shown = names.slice(0, 20).join(', ');
    throw new VerifyError(
      'NOTHING_SELECTED',
      `namespace ${namespace} has no ${kind} ${name}`,
      names.length > 0
        ? `it has: ${shown}${names.length > 20 ? ' and more' : ''}`
        : `it has no ${kind} at all`,
    );
  }
  if (targets.endpoints.length + targets.services.length > 0) return;
  throw new VerifyError(
    'NOTHING_SELECTED',
    `${kind} ${namespace}/${name} has no ${port === null ? 'TCP port' : `port ${printable(port, 80)}`} that can be dialled`,
    port === null ? 'look at its ports with kubectl describe' : 'leave out --port to see all',
  );
}
