import type { ClientPolicy, ClientTls } from '../model/policy.ts';
import type { Cause, EndpointPrediction } from '../model/prediction.ts';
import type { ServiceTarget } from '../model/target.ts';

/** What a mesh client's connection to one endpoint should meet. */
export interface Contact {
  reach: 'yes' | 'no' | 'unknown';
  cause: Cause | null;
  reason: string;
}

type Effective = EndpointPrediction['effective'];

const OK: Contact = { reach: 'yes', cause: null, reason: 'the endpoint takes what is sent' };
const refused = (cause: Cause, reason: string): Contact => ({ reach: 'no', cause, reason });
const open = (reason: string, cause: Cause | null = null): Contact => ({ reach: 'unknown', cause, reason });

const TO_STRICT = refused('plaintext-to-strict', 'plaintext is sent to a port in STRICT mode');
const TO_DISABLED = refused('mtls-to-disabled', 'mTLS is sent to a port in DISABLE mode');
const TO_BARE = refused('mtls-to-no-sidecar', 'mTLS is sent to an endpoint that no sidecar serves');
const TO_SIDECAR = refused(
  'tls-to-sidecar',
  'TLS that is not the mesh’s is sent to a sidecar, whose certificate it does not accept',
);
const OWN_FILES = open(
  'TLS with the rule’s own certificate is sent, which a STRICT port takes only if that is a mesh certificate, and the probe does not have its files',
);
const TO_APPLICATION = open(
  'TLS is sent to an endpoint without a sidecar, which works only if the application speaks TLS',
);
const TO_UNCAPTURED = open('HBONE is sent to a pod where nothing is known to take it');
const TO_ZTUNNEL = 'to a pod in ambient mode, which takes no other mTLS than HBONE';

const TO_LISTENER = refused('listener-tls', 'plaintext is sent to a listener that ends TLS of its own');
const TO_OWN_CERTIFICATE = refused(
  'listener-tls',
  'mTLS is sent to a listener that shows a certificate of its own',
);

const TO_PROXYLESS = open('what a proxyless application takes is up to itself');

const TLS_TO_ALL: Record<Effective, Contact> = {
  STRICT: TO_SIDECAR,
  PERMISSIVE: TO_SIDECAR,
  DISABLE: TO_SIDECAR,
  NONE: TO_APPLICATION,
};

/** What is sent × what the endpoint accepts (istio-semantics 3.5, measured.md section 3). */
const CONTACTS: Record<ClientTls, Record<Effective, Contact>> = {
  mtls: { STRICT: OK, PERMISSIVE: OK, DISABLE: TO_DISABLED, NONE: TO_BARE },
  plaintext: { STRICT: TO_STRICT, PERMISSIVE: OK, DISABLE: OK, NONE: OK },
  simple: TLS_TO_ALL,
  mutual: { ...TLS_TO_ALL, STRICT: OWN_FILES },
  hbone: { STRICT: OK, PERMISSIVE: OK, DISABLE: OK, NONE: TO_UNCAPTURED },
};

/** Predicts one connection through the client's sidecar to one endpoint. */
export function contact(target: ServiceTarget, policy: ClientPolicy, endpoint: EndpointPrediction): Contact {
  if (endpoint.dataPlane.kind === 'ambient') return toAmbient(policy.tls, endpoint);
  const found = CONTACTS[policy.tls][endpoint.effective];
  if (endpoint.cause === 'listener-tls' && policy.tls === 'plaintext') return TO_LISTENER;
  if (endpoint.cause === 'listener-tls' && policy.tls === 'mtls') return TO_OWN_CERTIFICATE;
  if (found === TO_BARE && (endpoint.cause === 'excluded-port' || endpoint.cause === 'not-captured')) {
    return refused('excluded-port', 'mTLS is sent to a port that the sidecar does not capture');
  }
  if (found === TO_BARE && endpoint.cause === 'proxy-port') {
    return refused('proxy-port', 'mTLS is sent to a port of the sidecar itself, which speaks plaintext');
  }
  if (endpoint.cause === 'proxyless') return TO_PROXYLESS;
  if (endpoint.cause === 'application-not-listening') {
    return open('the application does not listen on the port', 'application-not-listening');
  }
  if (policy.tls === 'plaintext' && endpoint.effective === 'PERMISSIVE' && isServerFirst(target)) {
    return open(
      'the server’s sidecar waits for the client’s first bytes, and the client for the server’s',
      'server-first',
    );
  }
  return found;
}

/** For ztunnel all that is not HBONE is plaintext, TLS too (measured.md section 6). */
function toAmbient(tls: ClientTls, { effective }: EndpointPrediction): Contact {
  if (tls === 'hbone' || tls === 'plaintext') return CONTACTS[tls][effective];
  if (tls === 'mtls') return refused('mtls-to-no-sidecar', `Istio mTLS is sent ${TO_ZTUNNEL}`);
  return effective === 'STRICT'
    ? refused('plaintext-to-strict', `TLS is sent ${TO_ZTUNNEL}`)
    : TO_APPLICATION;
}

/** MySQL greets first; other protocols of which that is known have no name that Istio reads. */
function isServerFirst(target: ServiceTarget): boolean {
  return target.database && (target.portName ?? '').split('-')[0]?.toLowerCase() === 'mysql';
}
