import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../src/model/snapshot.ts';
import { NAMESPACE } from '../scenario.ts';
import { AMBIENT, namespaces, only, pod, REDIRECTED, ratings, USE, WAYPOINT } from './ambient.ts';
import { codes } from './codes.ts';

describe('routes in ambient mode', () => {
  const routes = (host: string, gateways?: string[]) => ({
    virtualservices: [
      {
        metadata: { name: 'routes', namespace: NAMESPACE },
        spec: {
          ...(gateways && { gateways }),
          hosts: [host],
          http: [{ route: [{ destination: { host } }] }],
        },
      },
    ],
  });
  const seen = (objects: Partial<Snapshot>) =>
    only(codes({ pods: [pod()], services: [ratings()], ...objects }), 'KIA1113', 'KIA0210');
  const enrolled = { ...namespaces({ ...AMBIENT, ...USE('waypoint') }), ...WAYPOINT };

  it('K25 the Service has opted out of the waypoint', () => {
    expect(seen({ ...enrolled, services: [ratings(USE('none'))], ...routes('ratings') })).toEqual([
      'KIA1113',
    ]);
  });

  it.each([
    ['captured', { ...enrolled, ...routes('ratings') }],
    ['for an ingress gateway only', { ...namespaces(AMBIENT), ...routes('ratings', ['ingress']) }],
    ['not in ambient mode', { ...namespaces({}), pods: [pod({}, {})], ...routes('ratings') }],
  ] satisfies [string, Partial<Snapshot>][])('K26 %s', (_, world) => {
    expect(seen(world)).toEqual([]);
  });

  it('K29 an uncaptured Service of another namespace', () => {
    const host = 'ratings.foo.svc.cluster.local';
    const destinationrules = [
      {
        metadata: { name: 'rule', namespace: NAMESPACE },
        spec: { host, trafficPolicy: { outlierDetection: {} } },
      },
    ];
    const world = {
      ...namespaces({}, AMBIENT),
      pods: [pod({}, REDIRECTED, 'foo')],
      services: [ratings({}, 'foo')],
      destinationrules,
      ...routes(host),
    };
    expect(seen(world)).toEqual(['KIA0210', 'KIA1113']);
  });

  it('K28 TLS settings alone need no waypoint', () => {
    const destinationrules = [
      {
        metadata: { name: 'rule', namespace: NAMESPACE },
        spec: { host: 'ratings', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
      },
    ];
    expect(seen({ ...namespaces(AMBIENT), destinationrules })).toEqual([]);
  });
});
