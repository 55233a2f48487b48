import { describe, expect, it, test } from 'vitest';
import type { WorkloadEntrySpec } from '../../src/model/istio.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { withMachines } from '../../src/policy/with-machines.ts';
import { predict } from '../../src/predict/predict.ts';
import { MESH, NATIVE, peer, pod, service, slice, snapshot } from '../policy/objects.ts';

const VM = { address: '10.0.0.9', labels: { app: 'a' }, serviceAccount: 'vm' };

function seen(entry: WorkloadEntrySpec) {
  const index = buildIndex(
    snapshot({
      pods: [pod('a', '10.0.0.1', { labels: { 'security.istio.io/tlsMode': 'istio' }, ...NATIVE })],
      services: [service('web', [{ name: 'http', port: 80, targetPort: 8080 }])],
      endpointslices: [slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' })],
      peerauthentications: [peer('app', { mtls: { mode: 'STRICT' } })],
      workloadentries: [{ metadata: { name: 'vm', namespace: 'app' }, spec: entry }],
    }),
  );
  const filter = { namespace: 'app', service: [], port: [], domain: 'cluster.local' };
  const targets = withMachines(index, MESH, listTargets(index, filter));
  const client = { mesh: MESH, namespace: 'app', labels: {} };
  return { targets, predictions: predict(index, [MESH], targets, client) };
}

describe('machines of WorkloadEntries', () => {
  it('are dialled beside the pods of a Service, and met once by clients', () => {
    const { targets, predictions } = seen(VM);
    expect(targets.endpoints.map(({ id }) => id)).toEqual(['10.0.0.9:8080', '10.0.0.1:8080']);
    expect(targets.services[0]?.endpoints).toEqual(['10.0.0.1:8080', '10.0.0.9:8080']);
    expect(predictions.endpoints.get('10.0.0.9:8080')).toMatchObject({ effective: 'STRICT', cause: null });
    const [found] = predictions.services.values();
    expect(found).toMatchObject({ reachable: 'all', encrypted: true });
    expect(found?.client.map(({ endpoint }) => endpoint).toSorted()).toEqual([
      '10.0.0.1:8080',
      '10.0.0.9:8080',
    ]);
  });

  it('without a sidecar are endpoints without a pod', () => {
    const { predictions } = seen({ address: VM.address, labels: VM.labels });
    expect(predictions.endpoints.get('10.0.0.9:8080')).toMatchObject({ effective: 'NONE', cause: 'no-pod' });
  });

  test.each([
    ['in another network', { ...VM, network: 'elsewhere' }],
    ['that no Service selects', { ...VM, labels: { app: 'other' } }],
    ['with a name for an address', { ...VM, address: 'vm.example.com' }],
  ])('%s are not dialled', (_case, entry) => {
    expect(seen(entry).targets.endpoints.map(({ id }) => id)).toEqual(['10.0.0.1:8080']);
  });
});
