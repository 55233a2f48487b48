import { describe, expect, it } from 'vitest';
import type { MeshSettings } from '../../src/model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../../src/model/prediction.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { predictService } from '../../src/predict/service.ts';
import { rule, sidecar } from '../policy/client/objects.ts';
import { endpoint, MESH, pod, service, target, world } from '../policy/client/world.ts';
import { prediction } from './service-world.ts';

const HOST = 'svc.s.svc.cluster.local';
const CLIENT = { namespace: 'c', labels: {} };

interface Case {
  snapshot?: Snapshot;
  mesh?: Partial<MeshSettings>;
  change?: Parameters<typeof target>[0];
  behind?: Partial<EndpointPrediction>[];
}

/** Endpoint n has the pod `pod-n` at 10.0.0.n. */
function predict({ snapshot = world(), mesh = {}, change = {}, behind = [{}] }: Case): ServicePrediction {
  const endpoints = behind.map((one, index) => {
    const at = endpoint(index === 0 ? 'pod' : `pod-${index}`, `10.0.0.${index + 1}`);
    return { target: at, prediction: prediction({ target: at.id, ...one }) };
  });
  const service = target({ endpoints: endpoints.map(({ target: { id } }) => id), ...change });
  const own = { ...MESH, ...mesh };
  const side = { meshes: [own], mesh: own, client: CLIENT };
  return predictService(buildIndex(snapshot), side, service, endpoints);
}

const disable = rule('s', 'off', { host: HOST, trafficPolicy: { tls: { mode: 'DISABLE' } } });
const mutual = rule('s', 'on', { host: HOST, trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } });
const hiding = sidecar('c', 'own', { egress: [{ hosts: ['./*'] }] });

describe('predictService', () => {
  it('reaches a STRICT endpoint by auto mTLS', () => {
    expect(predict({})).toMatchObject({
      reachable: 'all',
      encrypted: true,
      cause: null,
      outcomes: ['replied', 'denied'],
    });
  });

  it('is refused in plaintext, which HTTP shows as an answer of the client’s proxy', () => {
    const found = predict({ snapshot: world({ destinationrules: [disable] }) });
    expect(found).toMatchObject({ reachable: 'none', encrypted: false, cause: 'plaintext-to-strict' });
    expect(found.outcomes).toEqual(['replied', 'closed-after-bytes', 'silent']);
    expect(found.client[0]?.policy.decidedBy?.name).toBe('off');
  });

  it('reaches some of the endpoints under a forced mode', () => {
    const pods = [pod(), pod('pod-1', '10.0.0.2', {})];
    const snapshot = world({ destinationrules: [mutual] }, pods);
    const found = predict({ snapshot, behind: [{}, { effective: 'NONE' }] });
    expect(found).toMatchObject({ reachable: 'some', encrypted: true, cause: 'mtls-to-no-sidecar' });
  });

  it('sends each kind of endpoint its own under auto mTLS', () => {
    const pods = [pod(), pod('pod-1', '10.0.0.2', {})];
    const found = predict({ snapshot: world({}, pods), behind: [{}, { effective: 'NONE' }] });
    expect(found).toMatchObject({ reachable: 'all', encrypted: null, cause: null });
  });

  it('a headless Service leads to its own port at the pod, not to targetPort', () => {
    const found = predict({ change: { headless: true, port: 80 } });
    expect(found).toMatchObject({ reachable: 'unknown', cause: 'application-not-listening' });
    expect(found.reason).toContain('reach port 80 of the pod itself, not targetPort 8080');
    const ports = [{ name: 'http', port: 8080, targetPort: 8080 }];
    const same = { ...service(), spec: { clusterIP: 'None', selector: { app: 'svc' }, ports } };
    const snapshot = world({}, [pod()], [same]);
    expect(predict({ snapshot, change: { headless: true, port: 8080 } })).toMatchObject({
      reachable: 'all',
      cause: null,
    });
  });

  it('auto mTLS fails at an excluded port', () => {
    const found = predict({ behind: [{ effective: 'NONE', cause: 'excluded-port' }] });
    expect(found).toMatchObject({ reachable: 'none', cause: 'excluded-port' });
  });

  it('a hidden Service is dialled in plaintext, or not at all', () => {
    const snapshot = world({ sidecars: [hiding] });
    expect(predict({ snapshot })).toMatchObject({
      reachable: 'none',
      encrypted: false,
      cause: 'host-not-visible',
    });
    const behind: Partial<EndpointPrediction>[] = [{ effective: 'PERMISSIVE' }];
    expect(predict({ snapshot, behind })).toMatchObject({ reachable: 'all', encrypted: false, cause: null });
    const blocked = predict({ snapshot, behind, mesh: { outboundTrafficPolicy: 'REGISTRY_ONLY' } });
    expect(blocked).toMatchObject({ reachable: 'none', cause: 'host-not-visible' });
  });

  it('a Service without an endpoint answers nothing about mTLS', () => {
    expect(predict({ snapshot: world({}, []), behind: [] })).toMatchObject({
      reachable: 'none',
      cause: 'application-not-listening',
      encrypted: null,
    });
  });

  it('an application that speaks TLS meets the sidecar’s certificate in plaintext to STRICT', () => {
    const found = predict({
      snapshot: world({ destinationrules: [disable] }),
      change: { applicationTls: true },
    });
    expect(found.outcomes).toContain('certificate-required');
  });

  it('passes on what is not evaluated', () => {
    const found = predict({ behind: [{ unsupported: 'ambient' }] });
    expect(found).toMatchObject({ reachable: 'unknown', encrypted: null, unsupported: 'ambient' });
  });
});
