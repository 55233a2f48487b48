import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { clusterDomain } from '../../src/policy/cluster-domain.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { predictEndpoint } from '../../src/predict/endpoint.ts';
import { probeLabels } from '../../src/predict/injection.ts';
import { measuredCluster } from '../predict/measured-cluster.ts';
import { places, replaced } from '../support/json-places.ts';
import { MESH, peer } from './objects.ts';

const ODD = [
  null,
  undefined,
  0,
  -1,
  99_999,
  Number.NaN,
  true,
  '',
  '\u001b[31m',
  '__proto__',
  [],
  [null],
  [7],
  {},
];

/** A real cluster, with one of every policy that the server side reads. */
const REAL: Snapshot = {
  ...measuredCluster(),
  peerauthentications: [
    peer('mesh', {
      selector: { matchLabels: { app: 'server' } },
      mtls: { mode: 'STRICT' },
      portLevelMtls: { '8080': { mode: 'DISABLE' } },
    }),
  ],
  sidecars: [
    {
      metadata: { name: 's', namespace: 'mesh' },
      spec: { ingress: [{ port: { number: 8080, protocol: 'HTTP' } }] },
    },
  ],
  authorizationpolicies: [
    {
      metadata: { name: 'a', namespace: 'mesh' },
      spec: {
        rules: [
          {
            from: [{ source: { principals: ['*'], notNamespaces: ['x'] } }],
            to: [{ operation: { ports: ['8080'] } }],
            when: [{ key: 'request.headers[x]', values: ['y'] }],
          },
        ],
      },
    },
  ],
};

/** Places inside the objects; the lists themselves are the client's to check. */
const PLACES = places(REAL).filter(({ length }) => length > 1);

function everything(snapshot: Snapshot): number {
  const index = buildIndex(snapshot);
  const meshes = [...readMeshes(snapshot), MESH];
  const filter = { namespace: 'mesh', service: [], port: [], domain: clusterDomain(index) };
  const { endpoints } = listTargets(index, filter);
  const probe = { namespace: 'mesh', serviceAccount: 'default' };
  for (const target of endpoints) predictEndpoint(index, meshes, target, probe);
  probeLabels(index, meshes, 'mesh');
  return endpoints.length;
}

describe('a cluster with an odd value in one place', () => {
  it('never makes the server side throw', () => {
    expect(everything(REAL)).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), fc.constantFrom(...ODD), (path, odd) => {
        everything(replaced(REAL, path, odd) as Snapshot);
      }),
      { numRuns: 150 },
    );
  });
});

describe('buildIndex', () => {
  it('leaves out what it cannot use, and says why', () => {
    const pods = [
      null,
      { metadata: {} },
      { metadata: { name: 'p', labels: { a: 1 } } },
      { metadata: { name: 'q' }, spec: { containers: 7 } },
    ];
    const index = buildIndex({ ...REAL, pods: pods as unknown as Snapshot['pods'] });
    expect(index.pods).toEqual([]);
    expect(index.malformed.map(({ object, why }) => `${object.name} ${why}`)).toEqual([
      '(no name) is not an object',
      '(no name) has no name',
      'p has labels that are no texts',
      'q has spec.containers that are no list of objects',
    ]);
  });
});
