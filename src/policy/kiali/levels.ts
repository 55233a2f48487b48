import type { DestinationRule, PeerAuthentication } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import { referenceTo } from '../well-formed.ts';
import { isMeshWide, isNamespaceWide, ruleMode, wideMode } from './objects.ts';
import { finalStatus, inheritedStatus, type KialiStatus, overallStatus, type Sides } from './status.ts';
import {
  autoMtlsOf,
  identityDomain,
  type KialiView,
  meshOfNamespace,
  policiesIn,
  rootPolicies,
  visibleRules,
} from './view.ts';

/** One level of policies: what its two sides say, and the objects that say it. */
export interface Level {
  sides: Sides;
  objects: ObjectReference[];
}

/** The status of the mesh of a control plane, as Kiali's panel has it (kiali.md 1.4; business/tls.go:MeshWidemTLSStatus). */
export function meshStatus(view: KialiView, mesh: MeshSettings): { status: KialiStatus } & Level {
  // Policies of istiod's namespace, not of the root namespace; rules only of namespaces with an injection label.
  const level = levelOf(policiesIn(view, mesh.namespace), labelledRules(view, mesh).filter(isMeshWide));
  const options = { auto: mesh.autoMtls, allowPermissive: false };
  const status = inheritedStatus({ ...level, status: finalStatus(level.sides, options) }, options);
  return { status, ...level };
}

function labelledRules({ rules, index }: KialiView, { revision }: MeshSettings): DestinationRule[] {
  return rules.filter(({ metadata }) => {
    const labels = index.namespaceByName.get(metadata?.namespace ?? '')?.metadata?.labels ?? {};
    return labels['istio.io/rev'] === revision || labels['istio-injection'] === 'enabled';
  });
}

/**
 * The status of a namespace, as Kiali's list has it (kiali.md 1.5). `invalid`: policies with an error among Kiali's checks, one of
 * which makes the whole namespace a "Validation error".
 */
export function namespaceStatus(
  view: KialiView,
  namespace: string,
  invalid: ReadonlySet<PeerAuthentication> = new Set(),
): { status: KialiStatus } & Level {
  const mesh = meshOfNamespace(view, namespace);
  const isMeshRoot = mesh?.rootNamespace === namespace;
  const policies = isMeshRoot ? [] : policiesIn(view, namespace);
  const domain = identityDomain(view, namespace);
  const level = levelOf(
    policies,
    view.rules.filter((rule) => isNamespaceWide(rule, namespace, domain)),
  );
  const { authentication } = level.sides;
  if (policies.some((policy) => !hasLabels(policy) && invalid.has(policy)))
    return { status: 'MTLS_VALIDATION_ERROR', ...level };
  if (authentication !== '' && authentication !== 'UNSET') {
    const options = { auto: autoMtlsOf(view, namespace), allowPermissive: false };
    return { status: finalStatus(level.sides, options), ...level };
  }
  const above = mesh && meshStatus(view, mesh).status;
  if (above !== null && isMeshRoot) return { status: above, ...level };
  if (above === 'MTLS_ENABLED') return { status: 'UNSET_INHERITED_STRICT', ...level };
  if (above === 'MTLS_DISABLED') return { status: 'UNSET_INHERITED_DISABLED', ...level };
  return { status: 'UNSET', ...level };
}

/** The status of a namespace and its mesh together, PERMISSIVE counted as mTLS: what KIA0105 goes by (kiali.md 1.3, 2.2). */
export function combinedStatus(view: KialiView, namespace: string): KialiStatus {
  const auto = autoMtlsOf(view, namespace);
  const domain = identityDomain(view, namespace);
  const rules = visibleRules(view, namespace);
  const lenient = { auto, allowPermissive: true };
  const withStatus = ({ sides }: Level) => ({ sides, status: finalStatus(sides, lenient) });
  const own = levelOf(
    policiesIn(view, namespace),
    rules.filter((rule) => isNamespaceWide(rule, namespace, domain)),
  );
  const above = levelOf(rootPolicies(view, namespace), rules.filter(isMeshWide));
  return overallStatus(withStatus(own), withStatus(above), { auto, allowPermissive: false });
}

/** The first object in list order with a mode decides each side. */
function levelOf(policies: readonly PeerAuthentication[], rules: readonly DestinationRule[]): Level {
  const policy = policies.find((one) => wideMode(one) !== '');
  const rule = rules.find((one) => ruleMode(one) !== '');
  return {
    sides: { rule: rule ? ruleMode(rule) : '', authentication: policy ? wideMode(policy) : '' },
    objects: [
      ...(policy ? [referenceTo('PeerAuthentication', policy)] : []),
      ...(rule ? [referenceTo('DestinationRule', rule)] : []),
    ],
  };
}

function hasLabels({ spec }: PeerAuthentication): boolean {
  return Object.keys(spec?.selector?.matchLabels ?? {}).length > 0;
}
