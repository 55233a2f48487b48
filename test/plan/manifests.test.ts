import { describe, expect, it } from 'vitest';
import type { Source } from '../../src/model/plan.ts';
import { jobManifest, type ManifestSettings } from '../../src/plan/manifests.ts';
import { podShape } from '../support/pod-shape.ts';

const settings: ManifestSettings = {
  id: 'abcd',
  namespace: 'probes',
  image: 'node:22-alpine',
  timeout: 90_000,
  keep: false,
  shards: 1,
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
      backoffLimitPerIndex: 1,
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

  it('has a pod for each part of the plan, every one with all the plans', () => {
    const { spec } = job('sidecar', { shards: 3 });
    expect(spec).toMatchObject({ completionMode: 'Indexed', completions: 3 });
    const volume = spec?.template.spec?.volumes?.find(({ name }) => name === 'probe');
    expect(volume?.projected?.sources?.map(({ configMap }) => configMap?.name)).toEqual([
      'mtls-verify-abcd',
      'mtls-verify-abcd-1',
      'mtls-verify-abcd-2',
    ]);
  });
});
