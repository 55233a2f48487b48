import type { ClientTls } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { Tls, TlsMode } from './rule.ts';
import type { RuleEntry } from './rule-entries.ts';

const SENT = {
  DISABLE: 'plaintext',
  ISTIO_MUTUAL: 'mtls',
  SIMPLE: 'simple',
  MUTUAL: 'mutual',
} as const satisfies Record<TlsMode, ClientTls>;

/** What a sidecar sends under a DestinationRule that sets TLS (istio-semantics 3.3). */
export function ruleTls(
  tls: Tls,
  entry: RuleEntry,
  from: ObjectReference,
): { tls: ClientTls; reason: string } {
  const rule = `DestinationRule ${from.namespace}/${from.name}`;
  const ownFiles = tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL';
  // Otherwise every sidecar that sees the rule would wait for a Secret that it may not read.
  const ignored = tls.credentialName !== '' && !tls.credentialName.startsWith('configmap://');
  if (ownFiles && ignored && entry.selector === null) {
    const reason = `${rule} names a credential without a workloadSelector, so its ${tls.mode} settings are ignored.`;
    return { tls: 'plaintext', reason };
  }
  // Admission refuses it; where such a rule is there, the cluster is built without TLS (cluster_tls.go:applyUpstreamTLSSettings).
  if (tls.mode === 'MUTUAL' && tls.credentialName === '' && !tls.ownFiles) {
    const reason = `${rule} sets MUTUAL without a certificate and a key, so istiod leaves TLS out.`;
    return { tls: 'plaintext', reason };
  }
  return { tls: SENT[tls.mode], reason: `${rule} sets ${tls.mode} for host ${entry.host}.` };
}
