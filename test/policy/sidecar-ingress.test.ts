import { describe, expect, test } from 'vitest';
import type { Sidecar } from '../../src/model/istio.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { ingressPort } from '../../src/policy/sidecar-ingress.ts';
import { MESH, pod, snapshot } from './objects.ts';

function sidecar(name: string, spec: Sidecar['spec'], namespace = 'app', revision?: string): Sidecar {
  const labels = revision === undefined ? {} : { 'istio.io/rev': revision };
  return { metadata: { name, namespace, labels }, ...(spec && { spec }) };
}
const listen = (number: number, protocol: string, tls = false) => ({
  port: { number, protocol, name: 'x' },
  ...(tls && { tls: { mode: 'SIMPLE' } }),
});
const labels = { app: 'a' };

function found(port: number, ...sidecars: Sidecar[]) {
  return ingressPort(buildIndex(snapshot({ sidecars })), MESH, pod(), port);
}

describe('ingressPort (istio-semantics 1.3)', () => {
  test('no Sidecar, or one without ingress, changes nothing', () => {
    expect(found(8080)).toBeNull();
    expect(found(8080, sidecar('s', { egress: [{ hosts: ['*/*'] }] }))).toBeNull();
    expect(found(8080, sidecar('s', { ingress: [listen(8080, 'TCP')] }, 'other'))).toBeNull();
    expect(found(8080, sidecar('s', { ingress: [listen(8080, 'TCP')] }, 'app', 'canary'))).toBeNull();
  });

  test('a listener names the protocol; other ports count as undeclared', () => {
    const one = sidecar('s', {
      workloadSelector: { labels },
      ingress: [listen(8080, 'HTTP'), listen(9000, 'TCP')],
    });
    expect(found(8080, one)).toEqual({ portClass: 'HTTP', ownTls: false, by: 'app/s' });
    expect(found(9000, one)?.portClass).toBe('TCP');
    expect(found(9090, one)?.portClass).toBe('UNDECLARED');
  });

  test('the Sidecar that selects the pod outweighs the general one', () => {
    const general = sidecar('a', { ingress: [listen(8080, 'HTTP')] });
    const own = sidecar('b', { workloadSelector: { labels }, ingress: [listen(8080, 'TCP', true)] });
    expect(found(8080, general, own)).toEqual({ portClass: 'TCP', ownTls: true, by: 'app/b' });
    expect(found(8080, own, general)?.by).toBe('app/b');
  });

  test('a port that no listener names keeps its Services where istiod merges them', () => {
    const index = buildIndex(snapshot({ sidecars: [sidecar('s', { ingress: [listen(8080, 'TCP')] })] }));
    const mesh = { ...MESH, flags: { PILOT_ALLOW_SIDECAR_SERVICE_INBOUND_LISTENER_MERGE: true } };
    expect(ingressPort(index, mesh, pod(), 9090)).toBeNull();
    expect(ingressPort(index, mesh, pod(), 8080)?.portClass).toBe('TCP');
  });
});
