import type { Mode } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { EffectiveTls } from './effective-tls.ts';

/** What auto mTLS looks at when no DestinationRule sets TLS. */
export interface AutoTlsFacts {
  autoMtls: boolean;
  /** The host belongs to a ServiceEntry that is not MESH_INTERNAL. */
  external: boolean;
  headless: boolean;
  /** Headless Services are sent to by endpoint like others (PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES). */
  headlessByEndpoint: boolean;
  /** The policies and rules of an endpoint count beside its label; off only before Istio 1.19. */
  checksPolicies: boolean;
  /** Mode of the Service's namespace by policies without a selector. */
  namespace: { mode: Mode; decidedBy: ObjectReference | null };
  /** `tlsMode` of every endpoint of the Service port. */
  tlsModes: string[];
  /** The endpoint asked about; null when the Service port has none. */
  endpoint: { tlsMode: string; mode: Mode; decidedBy: ObjectReference | null } | null;
}

export interface AutoTls {
  tls: 'mtls' | 'plaintext';
  decidedBy: ObjectReference | null;
  reason: string;
}

/** Auto mTLS for one endpoint (istio-semantics 3.4; pilot/pkg/networking/core/cluster_tls.go, mtls_checker.go). */
export function autoTls(rule: EffectiveTls, facts: AutoTlsFacts): AutoTls {
  const kind = facts.headless ? 'The Service is headless' : 'The load balancer is PASSTHROUGH';
  if (!facts.autoMtls) return plaintext('Auto mTLS is off in the mesh and no DestinationRule sets TLS.');
  if (facts.external)
    return plaintext('The ServiceEntry is not MESH_INTERNAL, so auto mTLS leaves it alone.');
  if (facts.headless || rule.inspectsEndpoints) {
    if (facts.tlsModes.length === 0) return plaintext(`${kind} and the port has no endpoint.`);
    if (facts.tlsModes.includes('disabled')) {
      return plaintext(`${kind} and an endpoint of the port has no sidecar, so all of them get plaintext.`);
    }
  }
  if (facts.namespace.mode === 'DISABLE') {
    const why =
      'A policy without a selector sets DISABLE for the Service’s namespace, so the whole Service gets plaintext.';
    return plaintext(why, facts.namespace.decidedBy);
  }
  if ((facts.headless && !facts.headlessByEndpoint) || rule.originalDestination) {
    return mtls(`${kind}, so auto mTLS sends mTLS to every endpoint without a look at its own mode.`);
  }
  const { endpoint } = facts;
  if (endpoint === null) return plaintext('The Service port has no endpoint, so nothing is sent.');
  if (endpoint.tlsMode !== 'istio')
    return plaintext('The endpoint has no sidecar, so auto mTLS sends plaintext.');
  if (!facts.checksPolicies)
    return mtls('The endpoint has a sidecar, and auto mTLS was told not to look at policies.');
  if (rule.endpointMode !== null && rule.endpointMode !== 'ISTIO_MUTUAL') {
    return plaintext(
      `The settings for the port leave tls out, and the check of the endpoint falls back to ${rule.endpointMode}.`,
    );
  }
  if (rule.endpointMode === 'ISTIO_MUTUAL') {
    return mtls(
      'The settings for the port leave tls out, and the check of the endpoint falls back to ISTIO_MUTUAL.',
    );
  }
  if (endpoint.mode === 'DISABLE') {
    return plaintext(
      'The endpoint’s port is declared DISABLE, so auto mTLS sends plaintext.',
      endpoint.decidedBy,
    );
  }
  return mtls('No DestinationRule sets TLS and the endpoint has a sidecar, so auto mTLS sends mTLS.');
}

function plaintext(reason: string, decidedBy: ObjectReference | null = null): AutoTls {
  return { tls: 'plaintext', decidedBy, reason };
}

function mtls(reason: string): AutoTls {
  return { tls: 'mtls', decidedBy: null, reason };
}
