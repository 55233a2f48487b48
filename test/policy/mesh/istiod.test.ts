import { describe, expect, it, test } from 'vitest';
import type { Pod } from '../../../src/model/kubernetes.ts';
import { readMeshes } from '../../../src/policy/mesh.ts';
import { snapshot } from '../objects.ts';
import { config, istiod, one, read } from './control-plane.ts';

describe('istiod (istio-semantics 4.1, 10)', () => {
  it.each([
    [{}, true],
    [{ REVISION: '' }, true],
    [{ REVISION: 'default' }, undefined],
  ])('istiod with %j reads the objects of every revision: %s (vector 18)', (env, all) => {
    expect(one('{}', env)).toMatchObject({ revision: 'default' });
    expect(one('{}', env)?.readsAllRevisions).toBe(all);
  });

  it('goes by the label where REVISION comes from elsewhere', () => {
    const deployment = istiod({}, { labels: { 'istio.io/rev': 'canary' } });
    const [discovery] = deployment.spec?.template?.spec?.containers ?? [];
    const env = [{ name: 'REVISION', valueFrom: { fieldRef: {} } }];
    Object.assign(discovery ?? {}, { env });
    const [mesh] = read([deployment], config('istio-canary', ''));
    expect(mesh).toMatchObject({ revision: 'canary', doubts: [expect.stringContaining('REVISION')] });
    expect(mesh?.readsAllRevisions).toBeUndefined();
  });

  it.each([
    [{ PILOT_ENABLE_AMBIENT: 'true', OTHER: 'x' }, { PILOT_ENABLE_AMBIENT: true }],
    [{ PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES: 'F' }, { PILOT_ENABLE_EDS_FOR_HEADLESS_SERVICES: false }],
    [{ PILOT_ENABLE_AMBIENT: 'yes' }, {}],
  ])('flags of %j', (env, flags) => {
    expect(one('{}', env)?.flags).toEqual(flags);
  });

  it('knows the flags that turned auto mTLS off before 1.27', () => {
    const env = { PILOT_ENABLE_TELEMETRY_LABEL: 'false' };
    const at = (image: string) => read([istiod(env, { image })], config('istio', '{}'))[0];
    expect(at('pilot:1.26.4')).toMatchObject({
      autoMtls: false,
      doubts: [expect.stringContaining('turns auto mTLS off')],
    });
    expect(at('pilot:1.27.0')).toMatchObject({ autoMtls: true, doubts: [] });
  });

  it('doubts the inheritance of DestinationRules, which ended with 1.20', () => {
    const env = { PILOT_ENABLE_DESTINATION_RULE_INHERITANCE: 'true' };
    const at = (image: string) => read([istiod(env, { image })], config('istio', '{}'))[0]?.doubts;
    expect(at('pilot:1.19.0')).toEqual([expect.stringContaining('inheritance')]);
    expect(at('pilot:1.20.0')).toEqual([]);
  });

  it.each([
    ['1.15.2', 'older than 1.16'],
    ['1.33.0', 'newer than 1.32'],
    ['2.0.0', 'newer than 1.32'],
    ['latest', 'cannot be told'],
  ])('doubts the rules of version %s', (tag, doubt) => {
    const found = read([istiod({}, { image: `pilot:${tag}` })], config('istio', '{}'))[0];
    expect(found?.doubts).toEqual([expect.stringContaining(doubt)]);
  });

  it('takes the newest proxy for a version that istiod does not tell', () => {
    const proxy = (tag: string, rev = 'default'): Pod => ({
      metadata: { name: tag, annotations: { 'istio.io/rev': rev } },
      spec: { containers: [{ name: 'istio-proxy', image: `proxyv2:${tag}` }] },
    });
    const deployments = [istiod({ REVISION: 'default' }, { image: 'pilot@sha256:00' })];
    const pods = [proxy('1.9.9'), proxy('1.27.10'), proxy('1.27.9'), proxy('1.30.0', 'canary')];
    const found = readMeshes(snapshot({ deployments, configmaps: [config('istio', '')], pods }));
    expect(found).toMatchObject([{ version: '1.27.10', doubts: [] }]);
  });

  test.each([
    ['example.org/pilot:1.27.3', {}, '1.27.3'],
    ['example.org:5000/pilot:v1.26.0-distroless', {}, '1.26.0-distroless'],
    ['example.org/pilot:1.27.3@sha256:00', {}, '1.27.3'],
    ['example.org:5000/pilot', { 'app.kubernetes.io/version': '1.25.1' }, '1.25.1'],
    ['example.org/pilot:latest', { 'operator.istio.io/version': '1.24.0' }, '1.24.0'],
    ['example.org/pilot:latest', {}, null],
    ['example.org/pilot:1.31-dev', {}, '1.31-dev'],
    // What charts of unreleased builds say.
    ['example.org/pilot:latest', { 'app.kubernetes.io/version': '1.0.0' }, null],
  ])('version of %s, labels %j: %s', (image, labels, version) => {
    expect(read([istiod({}, { image, labels })], config('istio', ''))[0]?.version).toBe(version);
  });
});
