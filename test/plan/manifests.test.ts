import { describe, expect, it } from 'vitest';
import type { ProbePlan, Source } from '../../src/model/plan.ts';
import { configMapManifest, jobManifest, type ManifestSettings } from '../../src/plan/manifests.ts';
import { podShape } from '../support/pod-shape.ts';

const settings: ManifestSettings = {
  id: 'abcd',
  namespace: 'probes',
  image: 'node:22-alpine',
  timeout: 90_000,
  keep: false,
  injectionLabels: { 'istio.io/rev': 'canary', 'sidecar.istio.io/inject': 'true' },
};
const job = (source: Source, changes: Partial<ManifestSettings> = {}) =>
  jobManifest(source, { ...settings, ...changes });

describe('jobManifest', () => {
  it.each(['no-sidecar', 'sidecar'] as const)('passes the restricted Pod Security level: %s', (source) => {
    const pod = job(source).spec?.template.spec;
    expect(pod?.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const container of pod?.containers ?? []) {
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.resources?.requests).toBeDefined();
      expect(container.resources?.limits).toBeDefined();
    }
  });

  it('ends by itself: deadline past the run, then TTL', () => {
    expect(job('sidecar').spec).toMatchObject({
      activeDeadlineSeconds: 120,
      ttlSecondsAfterFinished: 60,
      backoffLimit: 0,
    });
  });

  it('has no pod at first and is not suspended, for then its deadline would not run', () => {
    expect(job('no-sidecar').spec).toMatchObject({ parallelism: 0, completions: 1 });
    expect(job('no-sidecar').spec).not.toHaveProperty('suspend');
  });

  it('is found and deleted by label', () => {
    const labels = { 'app.kubernetes.io/managed-by': 'mtls-verify', 'mtls-verify/run': 'abcd' };
    expect(job('no-sidecar').metadata?.labels).toMatchObject(labels);
    expect(job('no-sidecar').spec?.template.metadata?.labels).toMatchObject(labels);
  });

  it('keeps the sidecar away from one pod and asks for it in the other', () => {
    const labels = (source: Source) => job(source).spec?.template.metadata?.labels;
    expect(labels('no-sidecar')).toMatchObject({
      'sidecar.istio.io/inject': 'false',
      'istio.io/dataplane-mode': 'none',
    });
    expect(labels('sidecar')).toMatchObject(settings.injectionLabels);
  });

  it('takes labels and annotations of the user, but never for its own', () => {
    const shape = podShape({
      labels: { team: 'a', 'mtls-verify/run': 'other', 'sidecar.istio.io/inject': 'false' },
      annotations: { note: 'x', 'proxy.istio.io/config': '{}' },
    });
    const { labels, annotations } = job('sidecar', { shape }).spec?.template.metadata ?? {};
    expect(labels).toMatchObject({ team: 'a', 'mtls-verify/run': 'abcd', 'sidecar.istio.io/inject': 'true' });
    expect(annotations).toMatchObject({
      note: 'x',
      'proxy.istio.io/config': expect.stringContaining('OUTPUT'),
    });
    expect(job('no-sidecar', { shape }).spec?.template.metadata?.annotations).toEqual(shape.annotations);
  });

  it('runs one container through the proxy and one past it, with the certificate', () => {
    const containers = job('sidecar').spec?.template.spec?.containers ?? [];
    const group = Object.fromEntries(
      containers.map(({ name, securityContext }) => [name, securityContext?.runAsGroup]),
    );
    expect(group).toEqual({ mesh: 1337, via: 1000 });
    const mounts = containers.find(({ name }) => name === 'mesh')?.volumeMounts?.map(({ name }) => name);
    expect(mounts).toContain('mesh-certificate');
  });
});

describe('configMapManifest', () => {
  const plan: ProbePlan = {
    version: 1,
    nonce: 'n',
    roots: [],
    concurrency: 1,
    dialTimeout: 1,
    deadline: 1,
    batches: { outside: [], mesh: [], via: [] },
  };

  it('refuses a plan that no ConfigMap can hold', () => {
    expect(() => configMapManifest(settings, 'x'.repeat(1_000_001), plan, [])).toThrow(
      'too many for one run',
    );
  });

  it('carries prober and plan', () => {
    expect(configMapManifest(settings, 'code', plan, []).data).toEqual({
      'prober.mjs': 'code',
      'plan.json': JSON.stringify(plan),
    });
  });
});
