import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { viewpoints } from '../../src/predict/viewpoints.ts';
import { MESH, NATIVE, pod } from '../policy/objects.ts';
import { measuredCluster, revision } from './measured-cluster.ts';

const REAL = measuredCluster();
const MESHES = [MESH, { ...MESH, revision: 'canary' }];

const namespace = (name: string, labels: Record<string, string> = {}) => ({ metadata: { name, labels } });
const client = (name: string, rev: string, where = 'app') =>
  pod(name, '10.0.0.1', { ...NATIVE, annotations: { 'istio.io/rev': rev } }, where);

function views(from: string[], labels: Record<string, string> = {}, pods = [client('a', 'default')]) {
  const snapshot = {
    ...REAL,
    namespaces: [namespace('app', labels), namespace('legacy', { 'istio-injection': 'disabled' })],
    mutatingwebhookconfigurations: [...REAL.mutatingwebhookconfigurations, revision('canary')],
    pods,
  };
  return viewpoints(buildIndex(snapshot), MESHES, { id: 'abcd', from });
}

describe('viewpoints', () => {
  it('is one a namespace, with a client where Istio injects', () => {
    const found = views(['app', 'legacy']);
    expect(found.views).toMatchObject([
      { id: 'abcd', from: 'app', revision: 'default', sources: ['no-sidecar', 'sidecar'], refused: null },
      { id: 'abcdv2', from: 'legacy', revision: null, sources: ['no-sidecar'], injectionLabels: {} },
    ]);
    expect(found.views[1]?.refused).toContain('istio-injection=disabled');
    expect(found.uncovered).toEqual([]);
  });

  it('adds a client for each other revision that sidecars of the namespace run at', () => {
    const pods = [client('a', 'default'), client('b', 'canary'), client('c', 'canary')];
    const { views: found, uncovered } = views(['app'], {}, pods);
    expect(found).toMatchObject([
      { id: 'abcd', revision: 'default', sources: ['no-sidecar', 'sidecar'] },
      { id: 'abcdv2', revision: 'canary', sources: ['sidecar'], mesh: { revision: 'canary' } },
    ]);
    expect(found[1]?.injectionLabels).toEqual({
      'sidecar.istio.io/inject': 'true',
      'istio.io/rev': 'canary',
    });
    expect(uncovered).toEqual([]);
  });

  it('says so where no new pod gets the revision that others have', () => {
    const pods = [client('a', 'default'), client('b', 'canary')];
    const { views: found, uncovered } = views(['app'], { 'istio.io/rev': 'canary' }, pods);
    expect(found.map((view) => view.revision)).toEqual(['canary']);
    expect(uncovered).toEqual([
      expect.stringContaining('namespace app has pods with a sidecar of revision default'),
    ]);
  });

  it('says so where a namespace is not injected any more, and its pods still are', () => {
    const { views: found, uncovered } = views(['legacy'], {}, [client('a', 'default', 'legacy')]);
    expect(found).toMatchObject([{ revision: null, sources: ['no-sidecar'] }]);
    expect(uncovered).toEqual([
      expect.stringContaining('namespace legacy has pods with a sidecar of revision default'),
    ]);
  });

  it('looks at sidecars that serve in the namespace itself and at nothing else', () => {
    const bare = pod('b', '10.0.0.2', { annotations: { 'istio.io/rev': 'canary' } });
    const pods = [client('a', 'default'), bare, client('c', 'canary', 'elsewhere')];
    expect(views(['app'], {}, pods).views).toHaveLength(1);
  });
});
