import type { DestinationRule, PeerAuthentication } from '../../model/istio.ts';
import type { Pod } from '../../model/kubernetes.ts';
import type { MeshSettings } from '../../model/policy.ts';
import { fullHost } from '../client/host.ts';
import { isExportedTo } from '../client/service-visible.ts';
import { text, textsOf } from '../client/untrusted.ts';
import { meshOfPod } from '../mesh.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { inListOrder } from './objects.ts';

/** What Kiali's rules read: lists in the order of the API server, and the control plane of each namespace. */
export interface KialiView {
  index: PolicyIndex;
  meshes: readonly MeshSettings[];
  policies: readonly PeerAuthentication[];
  rules: readonly DestinationRule[];
  pods: readonly Pod[];
}

export function kialiView(index: PolicyIndex, meshes: readonly MeshSettings[]): KialiView {
  return {
    index,
    meshes,
    policies: inListOrder(index.peerauthentications),
    rules: inListOrder(index.destinationrules),
    pods: inListOrder(index.pods),
  };
}

/** The control plane of a namespace by its labels; null where none manages it. */
export function meshOfNamespace({ index, meshes }: KialiView, namespace: string): MeshSettings | null {
  const own = meshes.find((mesh) => mesh.namespace === namespace);
  if (own) return own;
  const labels = index.namespaceByName.get(namespace)?.metadata?.labels ?? {};
  const revision = labels['istio.io/rev'];
  const managed =
    revision !== undefined ||
    labels['istio-injection'] === 'enabled' ||
    labels['istio.io/dataplane-mode'] === 'ambient';
  if (!managed) return null;
  const asPod: Pod = {
    metadata: { namespace, labels: revision === undefined ? {} : { 'istio.io/rev': revision } },
  };
  return meshOfPod(meshes, asPod);
}

/** `enableAutoMtls`; true where no control plane manages the namespace. */
export function autoMtlsOf(view: KialiView, namespace: string): boolean {
  return meshOfNamespace(view, namespace)?.autoMtls ?? true;
}

/** The identity domain of a namespace: `svc.` and the trust domain (Kiali 2.26). */
export function identityDomain(view: KialiView, namespace: string): string {
  const mesh = meshOfNamespace(view, namespace) ?? view.meshes[0];
  return `svc.${mesh?.trustDomain ?? 'cluster.local'}`;
}

/** The full name of a host that an object of a namespace writes. */
export function fullHostIn(view: KialiView, host: unknown, namespace: string): string {
  return fullHost(text(host), namespace, identityDomain(view, namespace).replace(/^svc\./, ''));
}

export function isRoot({ meshes }: KialiView, namespace: string): boolean {
  return meshes.some(({ rootNamespace }) => rootNamespace === namespace);
}

/** PeerAuthentications of the root namespace of the control plane that manages a namespace. */
export function rootPolicies(view: KialiView, namespace: string): PeerAuthentication[] {
  const root = isRoot(view, namespace)
    ? namespace
    : (meshOfNamespace(view, namespace) ?? view.meshes[0])?.rootNamespace;
  return policiesIn(view, root);
}

export function policiesIn({ policies }: KialiView, namespace: string | undefined): PeerAuthentication[] {
  return policies.filter(({ metadata }) => metadata?.namespace === namespace);
}

/** DestinationRules that are exported to a namespace. */
export function visibleRules(view: KialiView, namespace: string): DestinationRule[] {
  const { destinationRuleExportTo = ['*'] } = meshOfNamespace(view, namespace) ?? {};
  return view.rules.filter(({ metadata, spec }) => {
    const named = textsOf(spec?.exportTo);
    const exportTo = named.length > 0 ? named : destinationRuleExportTo;
    return isExportedTo({ exportTo, namespace: metadata?.namespace ?? '' }, namespace);
  });
}
