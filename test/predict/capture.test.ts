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
    [15020, 'not-captured'],
    [15021, 'not-captured'],
    [15090, 'not-captured'],
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
