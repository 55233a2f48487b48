import type { Policy, PortPolicy, Subset, Tls, TlsMode } from './rule.ts';
import type { RuleEntry } from './rule-entries.ts';

/** What a DestinationRule says for one Service port and subset. */
export interface EffectiveTls {
  /** TLS settings of the cluster; null leaves the choice to auto mTLS. */
  tls: Tls | null;
  /** `tls` comes from the subset, not from the rule's top level. */
  fromSubset: boolean;
  /** Mode that the per-endpoint check of auto mTLS reads; unlike `tls` it inherits from the top level. */
  endpointMode: TlsMode | null;
  /** The cluster sends to the dialled address (ORIGINAL_DST), so that endpoints are not told apart. */
  originalDestination: boolean;
  /** Auto mTLS looks at all endpoints of the Service port first. */
  inspectsEndpoints: boolean;
}

/**
 * Resolves port and subset of a merged rule (istio-semantics 3.3; pilot/pkg/networking/util/util.go). `since131`: the check of the
 * endpoint falls back from a subset to the rule's top level.
 */
export function effectiveTls(
  entry: RuleEntry | null,
  port: number,
  subset: Subset | null,
  since131: boolean,
): EffectiveTls {
  const top = entry?.policy ?? null;
  const base = atPort(top, port);
  const merged = subset === null ? base : mergeSubset(base, subset.policy, port);
  const own = subset && modeWithInheritance(subset.policy, port);
  const inspected = subset === null ? top : subset.policy;
  return {
    tls: merged.tls,
    fromSubset: merged.tls !== null && merged.tls !== base.tls,
    endpointMode: own ?? (subset === null || since131 ? modeWithInheritance(top, port) : null),
    // A subset's cluster starts as a copy of the whole Service's cluster, so it inherits that one's kind.
    originalDestination: [base, subset?.policy, merged].some((policy) => policy?.passthrough === true),
    inspectsEndpoints: inspected?.passthrough === true,
  };
}

/** An entry for the port replaces the settings of the rule as a whole; what it leaves out is not inherited. */
function atPort(policy: Policy | null, port: number): PortPolicy {
  return policy?.ports.get(port) ?? policy ?? { tls: null, passthrough: null };
}

function mergeSubset(base: PortPolicy, policy: Policy | null, port: number): PortPolicy {
  if (policy === null) return base;
  const own = policy.ports.get(port);
  if (own !== undefined) return own;
  return { tls: policy.tls ?? base.tls, passthrough: policy.passthrough ?? base.passthrough };
}

/** pilot/pkg/xds/endpoints/mtls_checker.go:trafficPolicyTLSModeForPort inherits the top-level mode where the cluster does not. */
function modeWithInheritance(policy: Policy | null, port: number): TlsMode | null {
  return (policy?.ports.get(port)?.tls ?? policy?.tls)?.mode ?? null;
}
