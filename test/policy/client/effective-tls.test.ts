import { describe, expect, it } from 'vitest';
import type { DestinationRule } from '../../../src/model/istio.ts';
import { rule } from './objects.ts';
import { pod, policy, world } from './world.ts';

const HOST = 'svc.s.svc.cluster.local';
type Policy = NonNullable<NonNullable<DestinationRule['spec']>['trafficPolicy']>;

const send = (trafficPolicy: Policy, workloadSelector?: { matchLabels: Record<string, string> }) =>
  policy(
    world({
      destinationrules: [
        rule('c', 'dr', { host: HOST, trafficPolicy, ...(workloadSelector && { workloadSelector }) }),
      ],
    }),
  );

const FILES = { clientCertificate: '/c.pem', privateKey: '/k.pem' };

/** istio-semantics 3.3. */
describe('tls of a DestinationRule', () => {
  it.each([
    ['DISABLE', 'plaintext'],
    ['ISTIO_MUTUAL', 'mtls'],
    ['SIMPLE', 'simple'],
    ['MUTUAL', 'mutual'],
  ])('%s sends %s', (mode, sent) => {
    expect(send({ tls: { mode, ...FILES } })).toMatchObject({ tls: sent, source: 'destination-rule' });
  });

  it('MUTUAL without a certificate or a key is built without TLS', () => {
    expect(send({ tls: { mode: 'MUTUAL' } })).toMatchObject({ tls: 'plaintext', source: 'destination-rule' });
    expect(send({ tls: { mode: 'MUTUAL', ...FILES, privateKey: '' } }).reason).toContain('leaves TLS out');
    const selector = { matchLabels: { app: 'client' } };
    expect(send({ tls: { mode: 'MUTUAL', credentialName: 'secret' } }, selector).tls).toBe('mutual');
  });

  it('a port entry replaces the top level', () => {
    const portLevelSettings = [{ port: { number: 80 }, tls: { mode: 'DISABLE' } }];
    expect(send({ tls: { mode: 'ISTIO_MUTUAL' }, portLevelSettings }).tls).toBe('plaintext');
  });

  it('a port entry for another Service port changes nothing, nor one for the container port', () => {
    const portLevelSettings = [{ port: { number: 8080 }, tls: { mode: 'DISABLE' } }];
    expect(send({ tls: { mode: 'ISTIO_MUTUAL' }, portLevelSettings }).tls).toBe('mtls');
  });

  it.each([
    ['ISTIO_MUTUAL', 'mtls'],
    ['DISABLE', 'plaintext'],
    ['SIMPLE', 'plaintext'],
    ['MUTUAL', 'plaintext'],
  ])('35: a port entry without tls leaves auto mTLS, but the endpoint check inherits %s', (mode, sent) => {
    const found = send({ tls: { mode }, portLevelSettings: [{ port: { number: 80 } }] });
    expect(found).toMatchObject({ tls: sent, source: 'auto' });
  });

  it('… but only for an endpoint with a sidecar', () => {
    const trafficPolicy = { tls: { mode: 'ISTIO_MUTUAL' }, portLevelSettings: [{ port: { number: 80 } }] };
    const destinationrules = [rule('c', 'dr', { host: HOST, trafficPolicy })];
    expect(policy(world({ destinationrules }, [pod('pod', '10.0.0.1', {})])).tls).toBe('plaintext');
  });

  it('SIMPLE with a credentialName is ignored without a workloadSelector', () => {
    const settings = { tls: { mode: 'SIMPLE', credentialName: 'secret' } };
    expect(send(settings).tls).toBe('plaintext');
    expect(send(settings, { matchLabels: { app: 'client' } }).tls).toBe('simple');
  });

  it('wrong types never throw', () => {
    const broken = JSON.parse('{"tls": 3, "portLevelSettings": {"a": 1}, "loadBalancer": "x"}');
    expect(send(broken).tls).toBe('mtls');
  });
});
