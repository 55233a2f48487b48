import type { DestinationRule, PeerAuthentication } from '../../model/istio.ts';
import type { KubernetesObject } from '../../model/kubernetes.ts';
import { compare } from '../../util/compare.ts';
import { isRecord } from '../well-formed.ts';

/**
 * The primitives of Kiali's status (kiali.md 1.2; kiali/kubernetes/istio.go). They are not Istio's rules: an empty selector counts as
 * one, ports and subsets are not read, and a DestinationRule is as wide as its host is written.
 */

/** Mode of a PeerAuthentication for all workloads; empty where it has a selector, be it an empty one, or no `mtls`. */
export function wideMode(policy: PeerAuthentication): string {
  return policy.spec?.selector === undefined || policy.spec.selector === null ? ownMode(policy) : '';
}

/** Mode of a PeerAuthentication as written; `UNSET` where `mtls` has no mode, empty where there is no `mtls`. */
export function ownMode({ spec }: PeerAuthentication): string {
  const mtls: unknown = spec?.mtls;
  if (!isRecord(mtls)) return '';
  return typeof mtls['mode'] === 'string' ? mtls['mode'] : 'UNSET';
}

/** Mode of the TLS settings for all ports; empty where there are none. The first value of the enum is DISABLE. */
export function ruleMode(rule: DestinationRule): string {
  const tls: unknown = rule.spec?.trafficPolicy?.tls;
  if (!isRecord(tls)) return '';
  return typeof tls['mode'] === 'string' ? tls['mode'] : 'DISABLE';
}

export function isMeshWide({ spec }: DestinationRule): boolean {
  return spec?.host === '*.local';
}

/** `domain`: the identity domain, `svc.` and the trust domain. */
export function isNamespaceWide({ spec }: DestinationRule, namespace: string, domain: string): boolean {
  return spec?.host === `*.${namespace}.${domain}`;
}

/** Whether a mode makes a client send mTLS in Kiali's view. */
export function sendsMtls(mode: string): boolean {
  return mode === 'ISTIO_MUTUAL' || mode === 'MUTUAL';
}

/** The order of the API server's lists, in which Kiali lets the first object decide; Istio goes by age. */
export function inListOrder<T extends KubernetesObject>(objects: readonly T[]): T[] {
  return objects.toSorted(
    (a, b) =>
      compare(a.metadata?.namespace ?? '', b.metadata?.namespace ?? '') ||
      compare(a.metadata?.name ?? '', b.metadata?.name ?? ''),
  );
}
