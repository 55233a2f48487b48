import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeerAuthentication } from '../../src/model/istio.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { serverPolicy } from '../../src/policy/server.ts';
import { MESH, pod, snapshot } from './objects.ts';

const ROOT = MESH.rootNamespace;
const mode = fc.constantFrom('UNSET', 'STRICT', 'PERMISSIVE', 'DISABLE');
const selector = fc.constantFrom<Record<string, string> | null>(
  null,
  {},
  { app: 'a' },
  { app: 'b' },
  { app: 'a', tier: 'x' },
);

/** Any PeerAuthentication that could concern the pod, or could not; names are unique, as the API demands. */
const policies = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom('p', 'q', 'r', 's'),
      namespace: fc.constantFrom(ROOT, 'app', 'other'),
      second: fc.integer({ min: 0, max: 2 }),
      revision: fc.constantFrom(null, 'default', 'canary'),
      selector,
      mode: fc.option(mode),
      port: fc.option(mode),
    })
    .map(
      ({
        name,
        namespace,
        second,
        revision,
        selector: matchLabels,
        mode: own,
        port,
      }): PeerAuthentication => ({
        metadata: {
          name,
          namespace,
          creationTimestamp: `2026-01-01T00:00:0${second}Z`,
          ...(revision && { labels: { 'istio.io/rev': revision } }),
        },
        spec: {
          ...(matchLabels && { selector: { matchLabels } }),
          ...(own && { mtls: { mode: own } }),
          ...(port && { portLevelMtls: { '8080': { mode: port } } }),
        },
      }),
    ),
  { maxLength: 8, selector: ({ metadata }) => `${metadata?.namespace}/${metadata?.name}` },
);

const subject = pod('a', '10.0.0.1', { labels: { tier: 'x' } });

function decide(peerauthentications: PeerAuthentication[], port = 8080) {
  return serverPolicy(buildIndex(snapshot({ peerauthentications })), MESH, subject, port);
}

/** A policy older than all others. */
function oldest(namespace: string, spec: PeerAuthentication['spec']): PeerAuthentication {
  return {
    metadata: { name: 'oldest', namespace, creationTimestamp: '2025-01-01T00:00:00Z' },
    ...(spec && { spec }),
  };
}

describe('serverPolicy, for any policies', () => {
  it('does not depend on the order of the list', () => {
    const shuffled = policies.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(decide(other)).toEqual(decide(list));
      }),
    );
  });

  it('is what the oldest policy of the narrowest level says', () => {
    fc.assert(
      fc.property(policies, (list) => {
        const labels = { app: 'a' };
        const mesh = oldest(ROOT, { mtls: { mode: 'STRICT' } });
        const namespace = oldest('app', { mtls: { mode: 'DISABLE' } });
        const workload: PeerAuthentication = {
          ...oldest('app', { selector: { matchLabels: labels }, mtls: { mode: 'PERMISSIVE' } }),
          metadata: { name: 'older', namespace: 'app', creationTimestamp: '2025-01-01T00:00:00Z' },
        };
        const general = list.filter(({ spec }) => !spec?.selector?.matchLabels?.['app']);
        expect(decide([...general, mesh, namespace])).toMatchObject({ mode: 'DISABLE', level: 'namespace' });
        expect(decide([...list, mesh, namespace, workload], 9090)).toMatchObject({
          mode: 'PERMISSIVE',
          level: 'workload',
        });
        const ports = {
          ...workload,
          spec: { ...workload.spec, portLevelMtls: { '8080': { mode: 'STRICT' } } },
        };
        expect(decide([...list, mesh, namespace, ports])).toMatchObject({ mode: 'STRICT', level: 'port' });
      }),
    );
  });

  it('does not change with policies that concern other pods', () => {
    fc.assert(
      fc.property(policies, mode, (list, other) => {
        const elsewhere = [
          oldest('third', { mtls: { mode: other } }),
          oldest('app', { selector: { matchLabels: { app: 'c' } }, mtls: { mode: other } }),
        ];
        expect(decide([...elsewhere, ...list])).toEqual(decide(list));
      }),
    );
  });

  it('names a policy that says so, or none and PERMISSIVE', () => {
    fc.assert(
      fc.property(policies, (list) => {
        const { mode: decided, decidedBy, level, rejected } = decide(list);
        const by = list.find(
          ({ metadata }) =>
            metadata?.name === decidedBy?.name && metadata?.namespace === decidedBy?.namespace,
        );
        if (!by) {
          expect([decided, decidedBy, level]).toEqual(['PERMISSIVE', null, 'default']);
          return;
        }
        const said = level === 'port' ? by.spec?.portLevelMtls?.['8080']?.mode : by.spec?.mtls?.mode;
        expect(said).toBe(decided);
        expect(rejected.map(({ object }) => object)).not.toContainEqual(decidedBy);
      }),
    );
  });
});
