import type { RouteRule, VirtualService } from '../../src/model/istio.ts';
import { generateMeta, generateSelector } from './generate-meta.ts';
import type { Random } from './random.ts';
import { NAMESPACES } from './situation.ts';

const HOSTS = [
  's',
  't',
  's.a.svc.cluster.local',
  's.b.svc.cluster.local',
  't.a.svc.cluster.local',
  '*.a.svc.cluster.local',
  '*.local',
];
const TARGETS = ['s', 't', 's.a.svc.cluster.local', 't.b.svc.cluster.local'];

/** Random VirtualServices of the mesh gateway with conditions that can be judged for a GET /. */
export function generateRoutes(random: Random): VirtualService[] {
  return Array.from({ length: 1 + random.below(3) }, (_, index) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: generateMeta(random, index),
    spec: {
      hosts: [random.pick(HOSTS)],
      ...(random.chance(0.2) && { exportTo: [random.pick(['.', '*', 'a'])] }),
      ...(random.chance(0.2) && { gateways: [random.pick(['mesh', 'a/gateway'])] }),
      ...kinds(random),
    },
  }));
}

function kinds(random: Random): { http?: RouteRule[]; tcp?: RouteRule[] } {
  const [http, tcp] = [random.chance(0.7), random.chance(0.4)];
  return {
    ...((http || !tcp) && { http: rules(random, httpCondition) }),
    ...(tcp && { tcp: rules(random, condition) }),
  };
}

function rules(random: Random, make: (random: Random) => Record<string, unknown>): RouteRule[] {
  return Array.from({ length: 1 + random.below(2) }, () => {
    const conditions = Array.from({ length: random.below(3) }, () => make(random)).filter(
      (one) => Object.keys(one).length > 0,
    );
    const destinations = Array.from({ length: 1 + random.below(2) }, () => destination(random));
    const weights =
      destinations.length > 1
        ? random.pick([
            [50, 50],
            [100, 0],
          ])
        : [];
    return {
      ...(conditions.length > 0 && { match: conditions }),
      route: destinations.map((to, index) => ({
        destination: to,
        ...(weights[index] !== undefined && { weight: weights[index] }),
      })),
    };
  });
}

function destination(random: Random) {
  return {
    host: random.pick(TARGETS),
    ...(random.chance(0.4) && { port: { number: random.pick([80, 9000, 7000]) } }),
    ...(random.chance(0.3) && { subset: random.pick(['v1', 'v2']) }),
  };
}

function condition(random: Random): Record<string, unknown> {
  return {
    ...(random.chance(0.3) && { port: random.pick([80, 9000, 7000]) }),
    ...(random.chance(0.2) && { sourceLabels: generateSelector(random) }),
    ...(random.chance(0.2) && { sourceNamespace: random.pick(NAMESPACES) }),
    ...(random.chance(0.1) && { gateways: [random.pick(['mesh', 'a/gateway'])] }),
  };
}

function httpCondition(random: Random): Record<string, unknown> {
  return {
    ...condition(random),
    ...(random.chance(0.4) && {
      uri: random.pick([{ prefix: '/' }, { exact: '/' }, { prefix: '/api' }, { exact: '/x' }]),
    }),
    ...(random.chance(0.2) && { method: { exact: random.pick(['GET', 'POST']) } }),
  };
}
