import { describe, expect, it } from 'vitest';
import { withMeshConfig } from '../../src/manifests/mesh-config.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { snapshot } from '../policy/objects.ts';

const settings = (text: string, before = snapshot()) => readMeshes(withMeshConfig(before, text));

describe('withMeshConfig', () => {
  it('takes a mesh configuration', () => {
    expect(settings('rootNamespace: roots\nenableAutoMtls: false\n')).toMatchObject([
      { revision: 'default', rootNamespace: 'roots', autoMtls: false, doubts: [] },
    ]);
  });

  it('takes the ConfigMap that holds one', () => {
    const text = 'kind: ConfigMap\nmetadata: {namespace: mesh}\ndata:\n  mesh: "rootNamespace: roots"\n';
    expect(settings(text)).toMatchObject([{ namespace: 'mesh', rootNamespace: 'roots' }]);
  });

  it('means the defaults when it is empty', () => {
    expect(settings('')).toMatchObject([{ rootNamespace: 'istio-system', autoMtls: true, doubts: [] }]);
  });

  it('stands in place of what was found', () => {
    const found = snapshot({
      deployments: [{ metadata: { name: 'istiod', namespace: 'x', labels: { app: 'istiod' } } }],
      configmaps: [
        { metadata: { name: 'istio', namespace: 'x' }, data: { mesh: 'rootNamespace: other' } },
        { metadata: { name: 'istio-ca-root-cert', namespace: 'x' }, data: { 'root-cert.pem': 'pem' } },
      ],
    });
    expect(settings('rootNamespace: roots', found)).toMatchObject([{ rootNamespace: 'roots' }]);
    expect(withMeshConfig(found, '').configmaps).toHaveLength(2);
    const asked = { ...found, istios: [{ metadata: { name: 'prod' } }] };
    expect(settings('rootNamespace: roots', asked)).toMatchObject([{ rootNamespace: 'roots' }]);
  });

  it('refuses a file with other objects', () => {
    expect(() => withMeshConfig(snapshot(), 'kind: Pod\nmetadata: {name: a}\n')).toThrow(/no ConfigMap/);
  });
});
