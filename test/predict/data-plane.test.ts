import { describe, expect, it, test } from 'vitest';
import { dataPlaneOf, envOf, proxyContainer } from '../../src/predict/data-plane.ts';
import { NATIVE, pod } from '../policy/objects.ts';
import { measuredPod } from './measured-cluster.ts';

const proxy = (...args: string[]) => ({ containers: [{ name: 'istio-proxy', args }] });

describe('dataPlaneOf', () => {
  test.each([
    ['server', 'sidecar-native'],
    ['server-classic', 'sidecar-classic'],
    ['naked-server', 'none'],
    ['probe-agent', 'proxyless'],
  ])('the real pod %s: %s', (name, kind) => {
    expect(dataPlaneOf(measuredPod(name)).kind).toBe(kind);
  });

  test.each([
    ['no pod', undefined, 'no-pod'],
    ['a sidecar as restartable init container', pod('a', '1', NATIVE), 'sidecar-native'],
    ['a sidecar as container', pod('a', '1', proxy('proxy', 'sidecar')), 'sidecar-classic'],
    ['an init container that ends', pod('a', '1', { initContainers: [{ name: 'istio-proxy' }] }), 'none'],
    ['a router', pod('a', '1', proxy('proxy', 'router')), 'gateway'],
    ['a waypoint by its arguments', pod('a', '1', proxy('proxy', 'waypoint')), 'waypoint'],
    [
      'a waypoint by its label',
      pod('a', '1', { labels: { 'gateway.istio.io/managed': 'istio.io-mesh-controller' } }),
      'waypoint',
    ],
    [
      'a pod redirected to ztunnel',
      pod('a', '1', { annotations: { 'ambient.istio.io/redirection': 'enabled' } }),
      'ambient',
    ],
    [
      'a pod whose redirection is not complete',
      pod('a', '1', { annotations: { 'ambient.istio.io/redirection': 'pending' } }),
      'none',
    ],
    [
      'an application with the bootstrap of proxyless gRPC',
      pod('a', '1', { initContainers: [{ name: 'grpc-bootstrap-init' }] }),
      'proxyless',
    ],
    ['the host network', pod('a', '1', { hostNetwork: true }), 'none'],
  ])('%s', (_name, given, kind) => {
    const found = dataPlaneOf(given);
    expect(found.kind).toBe(kind);
    expect(found.reason).not.toBe('');
  });

  it('says why a pod on the host network has none', () => {
    expect(dataPlaneOf(pod('a', '1', { hostNetwork: true })).reason).toContain('host network');
  });
});

describe('the container of the proxy', () => {
  it('is found in either place', () => {
    expect(proxyContainer(pod('a', '1', NATIVE))?.restartPolicy).toBe('Always');
    expect(proxyContainer(pod('a', '1', proxy('x')))?.args).toEqual(['x']);
    expect(proxyContainer(pod())).toBeUndefined();
  });

  it('gives written environment variables', () => {
    expect(envOf({ env: [{ name: 'A', value: '1' }, { name: 'B' }] }, 'A')).toBe('1');
    expect(envOf({ env: [{ name: 'B' }] }, 'B')).toBeUndefined();
    expect(envOf(undefined, 'A')).toBeUndefined();
  });
});
