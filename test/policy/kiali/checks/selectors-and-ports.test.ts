import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../../src/model/kubernetes.ts';
import { NAMESPACE, sidecarPod } from '../scenario.ts';
import { codes } from './codes.ts';

describe('selectors', () => {
  const sidecar = (name: string, namespace: string, app?: string) => ({
    metadata: { name, namespace },
    spec: app === undefined ? {} : { workloadSelector: { labels: { app } } },
  });
  it.each([
    ['I01', [sidecar('a', NAMESPACE), sidecar('b', NAMESPACE)], ['KIA0002 bookinfo/a', 'KIA0002 bookinfo/b']],
    ['I02', [sidecar('a', NAMESPACE), sidecar('b', 'foo')], []],
    [
      'I03',
      [sidecar('a', NAMESPACE, 'ratings'), sidecar('b', NAMESPACE, 'ratings')],
      ['KIA0003 bookinfo/a', 'KIA0003 bookinfo/b'],
    ],
    ['I04', [sidecar('a', NAMESPACE, 'ratings'), sidecar('b', 'foo', 'ratings')], []],
    ['I05', [sidecar('a', NAMESPACE, 'nothing')], ['KIA0004 bookinfo/a']],
  ])('%s', (_, sidecars, expected) => {
    const pods = [sidecarPod('ratings', NAMESPACE), sidecarPod('ratings', 'foo')];
    expect(codes({ sidecars, pods })).toEqual(expected);
  });

  it('I01 holds for PeerAuthentications too', () => {
    const policy = (name: string) => ({ metadata: { name, namespace: NAMESPACE }, spec: {} });
    expect(codes({ peerauthentications: [policy('a'), policy('b')] })).toEqual([
      'KIA0002 bookinfo/a',
      'KIA0002 bookinfo/b',
    ]);
  });

  it('I06 RequestAuthentications may be several', () => {
    const requestauthentications = ['a', 'b'].map((name) => ({ metadata: { name, namespace: NAMESPACE } }));
    expect(codes({ requestauthentications })).toEqual([]);
  });
});

describe('ports', () => {
  const service = (port: object, labels: Record<string, string> = {}) => [
    {
      metadata: { name: 'ratings', namespace: NAMESPACE, labels },
      spec: { selector: { app: 'ratings' }, ports: [{ port: 9080, ...port }] },
    },
  ];
  const bare: Pod = { metadata: { name: 'ratings', namespace: NAMESPACE, labels: { app: 'ratings' } } };
  const ambient: Pod = {
    metadata: { ...bare.metadata, annotations: { 'ambient.istio.io/redirection': 'enabled' } },
  };
  it.each([
    ['J01', service({ name: 'http2foo' }), [sidecarPod('ratings', NAMESPACE)], ['KIA0601 bookinfo/ratings']],
    ['J02', service({ name: 'http2foo' }), [bare], []],
    ['J03', service({ name: 'http2foo' }), [ambient], ['KIA0601 bookinfo/ratings']],
    [
      'J04',
      service({ name: 'http', appProtocol: 'mysql-wrong' }),
      [sidecarPod('ratings', NAMESPACE)],
      ['KIA0602 bookinfo/ratings'],
    ],
    [
      'J06',
      service({ name: 'foo' }, { kiali_wizard: 'request_routing' }),
      [sidecarPod('ratings', NAMESPACE)],
      [],
    ],
  ])('%s', (_, services, pods, expected) => {
    expect(codes({ services, pods })).toEqual(expected);
  });

  it.each(['mysql', 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss'])(
    'J05 %s',
    (appProtocol) => {
      expect(codes({ services: service({ name: 'x', appProtocol }) })).toEqual([]);
    },
  );
});
