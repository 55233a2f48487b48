import { describe, expect, it } from 'vitest';
import type { WorkloadEntry } from '../../../src/model/istio.ts';
import { workloadEntriesOf } from '../../../src/policy/client/workload-entries.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { predictService } from '../../../src/predict/service.ts';
import { peer } from './objects.ts';
import { MESH, service, target, world } from './world.ts';

type Spec = NonNullable<WorkloadEntry['spec']>;
const entry = (spec: Spec, namespace = 's'): WorkloadEntry => ({
  kind: 'WorkloadEntry',
  metadata: { name: 'vm', namespace },
  spec: { address: '192.168.0.9', labels: { app: 'svc' }, ...spec },
});
const ids = (workloadentries: WorkloadEntry[], headless = false) =>
  workloadEntriesOf(buildIndex(world({ workloadentries })), MESH, target({ headless })).map(({ id }) => id);

/** istio-semantics 3.4. */
describe('WorkloadEntries behind a Service', () => {
  it('are selected by labels in the Service’s namespace, at its target port or their own', () => {
    expect(ids([entry({})])).toEqual(['192.168.0.9:8080']);
    expect(ids([entry({ ports: { http: 9999 } })])).toEqual(['192.168.0.9:9999']);
    expect(ids([entry({ labels: { app: 'other' } })])).toEqual([]);
    expect(ids([entry({}, 'c')])).toEqual([]);
    expect(ids([entry({ address: 'vm.example.com' })])).toEqual([]);
    expect(ids([entry({})], true)).toEqual([]);
  });

  it.each<[Spec, string]>([
    [{ serviceAccount: 'vm' }, 'mtls'],
    [{}, 'plaintext'],
    [{ labels: { app: 'svc', 'security.istio.io/tlsMode': 'istio' } }, 'mtls'],
    [{ serviceAccount: 'vm', labels: { app: 'svc', 'security.istio.io/tlsMode': 'disabled' } }, 'plaintext'],
  ])('40: %j gets %s', (spec, tls) => {
    const peerauthentications = [peer('s', 'strict', { mtls: { mode: 'STRICT' } })];
    const snapshot = world({ workloadentries: [entry(spec)], peerauthentications }, [], [service()]);
    const found = predictService(
      buildIndex(snapshot),
      { meshes: [MESH], mesh: MESH, client: { namespace: 'c', labels: {} } },
      target({ endpoints: [] }),
      [],
    );
    expect(found.client[0]).toMatchObject({ endpoint: '192.168.0.9:8080', policy: { tls } });
    expect(found.reachable).toBe('all');
  });
});
