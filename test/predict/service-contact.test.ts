import { describe, expect, it } from 'vitest';
import type { ClientPolicy, ClientTls } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { contact } from '../../src/predict/service-contact.ts';
import { prediction, serviceTarget } from './service-world.ts';

const policy = (tls: ClientTls): ClientPolicy => ({
  tls,
  source: 'auto',
  decidedBy: null,
  reason: '',
  rejected: [],
});
type Effective = EndpointPrediction['effective'];

/** istio-semantics 3.5 and measured.md section 3: what is sent × what the endpoint accepts. */
describe('contact', () => {
  it.each<[ClientTls, Effective, string, string | null]>([
    ['mtls', 'STRICT', 'yes', null],
    ['mtls', 'PERMISSIVE', 'yes', null],
    ['mtls', 'DISABLE', 'no', 'mtls-to-disabled'],
    ['mtls', 'NONE', 'no', 'mtls-to-no-sidecar'],
    ['plaintext', 'STRICT', 'no', 'plaintext-to-strict'],
    ['plaintext', 'PERMISSIVE', 'yes', null],
    ['plaintext', 'DISABLE', 'yes', null],
    ['plaintext', 'NONE', 'yes', null],
    ['simple', 'STRICT', 'no', 'tls-to-sidecar'],
    ['simple', 'PERMISSIVE', 'no', 'tls-to-sidecar'],
    ['simple', 'DISABLE', 'no', 'tls-to-sidecar'],
    ['simple', 'NONE', 'unknown', null],
    ['mutual', 'STRICT', 'unknown', null],
    ['mutual', 'PERMISSIVE', 'no', 'tls-to-sidecar'],
    ['mutual', 'NONE', 'unknown', null],
    ['hbone', 'STRICT', 'yes', null],
    ['hbone', 'NONE', 'unknown', null],
  ])('%s to %s: %s (%s)', (tls, effective, reach, cause) => {
    const found = contact(serviceTarget(), policy(tls), prediction({ effective }));
    expect(found).toMatchObject({ reach, cause });
  });

  it.each<[ClientTls, Effective, string, string | null]>([
    ['hbone', 'STRICT', 'yes', null],
    ['plaintext', 'STRICT', 'no', 'plaintext-to-strict'],
    ['plaintext', 'PERMISSIVE', 'yes', null],
    ['mtls', 'PERMISSIVE', 'no', 'mtls-to-no-sidecar'],
    ['simple', 'STRICT', 'no', 'plaintext-to-strict'],
    ['mutual', 'PERMISSIVE', 'unknown', null],
  ])('%s to an ambient pod, %s: %s (%s)', (tls, effective, reach, cause) => {
    const ambient = prediction({ effective, dataPlane: { kind: 'ambient', reason: '' } });
    expect(contact(serviceTarget(), policy(tls), ambient)).toMatchObject({ reach, cause });
  });

  it('whatever is sent to a proxyless application is up to it', () => {
    const proxyless = prediction({ effective: 'NONE', cause: 'proxyless' });
    expect(contact(serviceTarget(), policy('mtls'), proxyless)).toMatchObject({ reach: 'unknown' });
    expect(contact(serviceTarget(), policy('plaintext'), proxyless)).toMatchObject({ reach: 'unknown' });
  });

  it.each(['excluded-port', 'not-captured'] as const)('mTLS to a port that is %s names the port', (cause) => {
    const found = contact(serviceTarget(), policy('mtls'), prediction({ effective: 'NONE', cause }));
    expect(found).toMatchObject({ reach: 'no', cause: 'excluded-port' });
  });

  it.each([
    ['mtls', 'no', 'listener-tls'],
    ['plaintext', 'no', 'listener-tls'],
    ['simple', 'unknown', null],
  ] as const)('%s to a listener that ends TLS of its own: %s (%s)', (tls, reach, cause) => {
    const found = contact(
      serviceTarget(),
      policy(tls),
      prediction({ effective: 'NONE', cause: 'listener-tls' }),
    );
    expect(found).toMatchObject({ reach, cause });
  });

  it('a server-first protocol in plaintext is not predicted at a port that sniffs', () => {
    const mysql = serviceTarget({ database: true, portName: 'mysql-x', portClass: 'TCP' });
    expect(contact(mysql, policy('plaintext'), prediction({ effective: 'PERMISSIVE' })).cause).toBe(
      'server-first',
    );
    expect(contact(mysql, policy('plaintext'), prediction({ effective: 'STRICT' })).cause).toBe(
      'plaintext-to-strict',
    );
    expect(contact(mysql, policy('plaintext'), prediction({ effective: 'DISABLE' })).reach).toBe('yes');
    expect(contact(mysql, policy('mtls'), prediction({ effective: 'PERMISSIVE' })).reach).toBe('yes');
  });

  it('says nothing of an application that does not listen', () => {
    const found = contact(
      serviceTarget(),
      policy('mtls'),
      prediction({ cause: 'application-not-listening' }),
    );
    expect(found).toMatchObject({ reach: 'unknown', cause: 'application-not-listening' });
  });
});
