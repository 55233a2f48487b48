import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/model/snapshot.ts';
import { clientFindings } from '../../../src/policy/client/findings.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { predictService } from '../../../src/predict/service.ts';
import { prediction } from '../../predict/service-world.ts';
import { endpoint, MESH, pod, service, target, world } from './world.ts';

const KINDS = [
  'destinationrules',
  'sidecars',
  'virtualservices',
  'serviceentries',
  'workloadentries',
  'peerauthentications',
  'services',
] as const;

const KEYS = [
  'host',
  'hosts',
  'exportTo',
  'workloadSelector',
  'matchLabels',
  'labels',
  'trafficPolicy',
  'tls',
  'mode',
  'subsets',
  'name',
  'portLevelSettings',
  'port',
  'number',
  'loadBalancer',
  'simple',
  'egress',
  'http',
  'tcp',
  'match',
  'route',
  'destination',
  'weight',
  'uri',
  'gateways',
  'location',
  'endpoints',
  'address',
  'ports',
  'selector',
  'mtls',
  'portLevelMtls',
  'spec',
  'outboundTrafficPolicy',
  'subset',
  'externalName',
  'type',
  'targetPort',
  'mirrors',
];
const TEXTS = [
  'svc',
  'svc.s.svc.cluster.local',
  '*',
  '*.local',
  './*',
  's/*',
  '~',
  's',
  'c',
  'mesh',
  'ISTIO_MUTUAL',
  'ExternalName',
  '/',
  '__proto__',
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'large' },
    fc.constantFrom(...TEXTS),
    fc.constantFrom(null, true, 80, 8080, -1, 1.5, ''),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6 }),
  ),
}));
const objects = fc.array(
  fc.record({
    metadata: fc.record({ name: fc.constantFrom('a', 'svc'), namespace: fc.constantFrom('s', 'c', 'r') }),
    spec: fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 8 }),
  }),
  { maxLength: 3 },
);

describe('objects of any shape', () => {
  it('never make the client side throw', () => {
    const lists = fc.record(Object.fromEntries(KINDS.map((kind) => [kind, objects])));
    fc.assert(
      fc.property(lists, (odd) => {
        const snapshot = { ...world({}, [pod()], [service()]), ...odd } as Snapshot;
        const index = buildIndex(snapshot);
        const behind = [{ target: endpoint(), prediction: prediction() }];
        for (const portClass of ['HTTP', 'TCP'] as const) {
          const found = predictService(
            index,
            { meshes: [MESH], mesh: MESH, client: { namespace: 'c', labels: {} } },
            target({ portClass }),
            behind,
          );
          expect(found.target).toBe(target().id);
        }
        const targets = { endpoints: [endpoint()], services: [target()] };
        expect(Array.isArray(clientFindings(index, MESH, targets))).toBe(true);
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});
