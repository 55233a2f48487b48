import { describe, expect, test } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { notReady } from '../../src/predict/readiness.ts';

const PROXY = 'the istio-proxy container of the pod is not ready';
const one = (name: string, ready: boolean) => [{ name, ready }];

describe('notReady', () => {
  test.each<[string, NonNullable<Pod['status']>, string | null]>([
    ['without a word', {}, null],
    ['ready', { containerStatuses: one('app', true), conditions: [{ type: 'Ready', status: 'True' }] }, null],
    ['a native sidecar', { initContainerStatuses: one('istio-proxy', false) }, PROXY],
    ['a classic sidecar', { containerStatuses: one('istio-proxy', false) }, PROXY],
    ['an application', { containerStatuses: one('app', false) }, 'container app of the pod is not ready'],
    ['a finished init container', { initContainerStatuses: one('init', false) }, null],
    ['the pod', { conditions: [{ type: 'Ready', status: 'False' }] }, 'the pod is not ready'],
    ['nonsense', { containerStatuses: 'x', conditions: [null, 7] } as never, null],
  ])('%s', (_name, status, expected) => {
    expect(notReady({ status })).toBe(expected);
  });

  test('no pod', () => {
    expect(notReady(undefined)).toBeNull();
  });
});
