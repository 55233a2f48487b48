import type { Pod } from '../model/kubernetes.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import { selectorMatches } from '../util/label-selector.ts';
import { IGNORED, injectionWebhooks } from './injection.ts';

const INJECT = 'sidecar.istio.io/inject';
const REVISION = 'istio.io/rev';
const YES = ['y', 'yes', 'true', 'on'];

/** Why a pod got no sidecar, as a half sentence; null where the webhooks are not known (istio-semantics 4.3). */
export function whyNoSidecar(index: PolicyIndex, { metadata }: Pod): string | null {
  const { namespace = '', labels = {}, annotations = {} } = metadata ?? {};
  const webhooks = injectionWebhooks(index);
  if (webhooks.length === 0) return null;
  if (IGNORED.includes(namespace)) return `Istio never injects into namespace ${namespace}`;
  const place: Record<string, string> = {
    'kubernetes.io/metadata.name': namespace,
    ...index.namespaceByName.get(namespace)?.metadata?.labels,
  };
  const label = labels[INJECT];
  if (label !== undefined && !YES.includes(label)) return `its label ${INJECT}=${label} opts out`;
  if (label === undefined && annotations[INJECT] === 'false') return `its annotation ${INJECT} opts out`;
  if (place['istio-injection'] === 'disabled') return 'its namespace is labelled istio-injection=disabled';
  const taken = webhooks.some(({ webhooks: rules }) =>
    (Array.isArray(rules) ? rules : []).some(
      (rule) =>
        selectorMatches(rule?.namespaceSelector, place) && selectorMatches(rule?.objectSelector, labels),
    ),
  );
  if (taken) return 'injection selects it today, so it is older than that; restart it';
  if (place['istio-injection'] === 'enabled') {
    const hidden = place[REVISION] === undefined ? '' : `, and hides ${REVISION}=${place[REVISION]}`;
    return `its namespace is labelled istio-injection=enabled, which no revision answers to${hidden}`;
  }
  const revision = place[REVISION] ?? labels[REVISION];
  if (revision !== undefined) return `there is no revision ${revision}`;
  if (annotations[INJECT] !== undefined) {
    return `${INJECT} is an annotation, and webhooks go by labels; its namespace has no injection label`;
  }
  return 'neither it nor its namespace has an injection label';
}
