import type { ClientPolicy, MeshSettings } from '../model/policy.ts';
import type { EndpointPrediction } from '../model/prediction.ts';
import type { Contact } from './service-contact.ts';

/** ztunnel takes TLS 1.3 only unless it was told otherwise, whatever the mesh says (istio-semantics 7.3). */
const ZTUNNEL = { min: '1.3', max: '1.3' } as const;

/**
 * A connection in the light of the TLS versions of its ends: under a compliance policy the client's sidecar offers one, and the server
 * may belong to another control plane or to ambient mode (istio-semantics 5.1; pkg/model/fips.go).
 */
export function inCommonTls(
  { clientTls }: MeshSettings,
  { tls: sent }: ClientPolicy,
  { tls }: EndpointPrediction,
  met: Contact,
): Contact {
  const taken = sent === 'hbone' ? ZTUNNEL : sent === 'mtls' ? tls : undefined;
  if (clientTls === undefined || taken === undefined || met.reach === 'no') return met;
  if (clientTls >= taken.min && clientTls <= taken.max) return met;
  const range = taken.min === taken.max ? `${taken.min} only` : `${taken.min} to ${taken.max}`;
  const reason = `the client’s sidecar offers TLS ${clientTls} only, and the server takes ${range}`;
  return { reach: 'no', cause: 'tls-version', reason };
}
