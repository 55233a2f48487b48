import { describe, expect, test } from 'vitest';
import { captureOf, lateAnnotation } from '../../src/predict/capture.ts';
import { NATIVE, pod } from '../policy/objects.ts';
import { measuredPod } from './measured-cluster.ts';

const IN = 'traffic.sidecar.istio.io/includeInboundPorts';
const OUT = 'traffic.sidecar.istio.io/excludeInboundPorts';
const MODE = 'sidecar.istio.io/interceptionMode';
const init = (name: string, ...args: string[]) => ({ initContainers: [{ name, args }] });

describe('captureOf (istio-semantics 2.6)', () => {
  test.each([
    [8080, null],
    [15020, 'proxy-port'],
    [15021, 'proxy-port'],
    [15090, 'proxy-port'],
  ])('the real pod, port %i: %s', (port, rule) => {
    expect(captureOf(measuredPod('server'), port).rule).toBe(rule);
    expect(captureOf(measuredPod('server-classic'), port).rule).toBe(rule);
  });

  test.each([
    [{}, null],
    [{ [OUT]: '8080' }, 'excluded-port'],
    [{ [OUT]: '9090, 8080' }, 'excluded-port'],
    [{ [OUT]: '9090' }, null],
    [{ [IN]: '*' }, null],
    [{ [IN]: '8080,9090' }, null],
    [{ [IN]: '9090' }, 'excluded-port'],
    [{ [IN]: '' }, 'excluded-port'],
    [{ 'traffic.sidecar.istio.io/excludeInterfaces': 'net1, eth0' }, 'not-captured'],
    [{ 'traffic.sidecar.istio.io/excludeInterfaces': 'net1' }, null],
    [{ [MODE]: 'NONE' }, 'not-captured'],
    [{ [MODE]: 'TPROXY' }, null],
    [{ [OUT]: 'eighty' }, null],
  ])('annotations %j: %s', (annotations, rule) => {
    const found = captureOf(pod('a', '1', { ...NATIVE, annotations }), 8080);
    expect(found.rule).toBe(rule);
    expect(found.captured).toBe(rule === null);
  });

  test.each([
    ['istio-init', ['-b', '*', '-d', '15090,8080'], 'excluded-port'],
    ['istio-validation', ['-b', '*', '-d', '8080'], 'excluded-port'],
    ['istio-init', ['-b', '9090', '-d', ''], 'excluded-port'],
    ['istio-init', ['-b', '8080'], null],
    ['istio-init', ['-b'], null],
    ['other', ['-d', '8080'], null],
  ])('container %s with %j: %s', (name, args, rule) => {
    expect(captureOf(pod('a', '1', init(name, ...args)), 8080).rule).toBe(rule);
  });

  const status = (...names: string[]) => ({
    'sidecar.istio.io/status': JSON.stringify({ initContainers: names }),
  });
  test.each<[string, Record<string, string>, object, string | null]>([
    ['a record with istio-init', status('istio-init'), NATIVE, null],
    ['a record with istio-validation', status('istio-validation', 'istio-proxy'), NATIVE, null],
    ['a record without either', status('istio-proxy'), NATIVE, 'not-captured'],
    [
      'a record without init containers',
      { 'sidecar.istio.io/status': '{"initContainers":null}' },
      NATIVE,
      'not-captured',
    ],
    ['a record that cannot be read', { 'sidecar.istio.io/status': '{' }, NATIVE, null],
    ['a pod that has one all the same', status(), init('istio-init'), null],
    [
      'a network of the Istio CNI',
      { ...status(), 'k8s.v1.cni.cncf.io/networks': 'default/istio-cni' },
      NATIVE,
      null,
    ],
    ['the host network', {}, { ...NATIVE, hostNetwork: true }, 'host-network'],
  ])('redirection, %s: %s (istio-semantics 4.4)', (_name, annotations, spec, rule) => {
    expect(captureOf(pod('a', '1', { ...spec, annotations }), 8080).rule).toBe(rule);
  });

  test('a status port of its own is reserved too', () => {
    const annotations = { 'status.sidecar.istio.io/port': '15099' };
    const found = pod('a', '1', { ...NATIVE, annotations });
    expect([15099, 15098, 15020].map((port) => captureOf(found, port).rule)).toEqual([
      'proxy-port',
      null,
      'proxy-port',
    ]);
  });

  test('exclusion by the settings of the mesh is told from the annotation', () => {
    const found = pod('a', '1', init('istio-init', '-b', '*', '-d', '9090'));
    expect(captureOf(found, 9090).reason).toContain('the settings that the pod was injected with');
  });

  const config = (text: string) => ({ 'proxy.istio.io/config': text });
  test.each([
    [{}, { interceptionMode: 'NONE' }, 'not-captured'],
    [config('interceptionMode: NONE'), {}, 'not-captured'],
    [config('interceptionMode: TPROXY'), { interceptionMode: 'NONE' }, null],
    [config('{'), {}, null],
    [config('proxyMetadata: {ISTIO_META_INTERCEPTION_MODE: NONE}'), {}, 'not-captured'],
    [{ ...config('interceptionMode: NONE'), [MODE]: 'REDIRECT' }, {}, null],
  ])(
    'proxy configuration %j, mesh default %j: %s (istio-semantics 4.2)',
    (annotations, proxyDefaults, rule) => {
      expect(captureOf(pod('a', '1', { ...NATIVE, annotations }), 8080, { proxyDefaults }).rule).toBe(rule);
    },
  );

  test('the mode that the proxy was started with counts too', () => {
    const env = [{ name: 'ISTIO_META_INTERCEPTION_MODE', value: 'NONE' }];
    expect(captureOf(pod('a', '1', { containers: [{ name: 'istio-proxy', env }] }), 8080).rule).toBe(
      'not-captured',
    );
  });
});

describe('lateAnnotation', () => {
  const started = (...args: string[]) => ({ ...init('istio-init', ...args), annotations: { [OUT]: '8080' } });
  test.each([
    ['was started with the port', started('-d', '15090,8080'), null],
    ['was started without the port', started('-d', '15090'), OUT],
    ['does not show what it was started with', { annotations: { [OUT]: '8080' } }, null],
    ['has no annotation', init('istio-init', '-d', '15090'), null],
  ])('a pod that %s', (_case, change, expected) => {
    expect(lateAnnotation(pod('a', '1', change))).toBe(expected);
  });
});
