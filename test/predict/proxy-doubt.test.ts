import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import type { MeshSettings } from '../../src/model/policy.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { predictEndpoint } from '../../src/predict/endpoint.ts';
import { MESH, NATIVE, peer, pod, snapshot } from '../policy/objects.ts';
import { endpointTarget } from './endpoint-target.ts';

const TARGET = endpointTarget();
const STRICT = [peer('app', { mtls: { mode: 'STRICT' } })];
const PROBE = { namespace: 'probes', serviceAccount: 'default' };
const sidecar = (annotations: Record<string, string> = {}) =>
  pod('a', '10.0.0.1', { ...NATIVE, annotations });

describe('what the proxy of a pod may do other than its control plane says', () => {
  const index = (found: Pod) => buildIndex(snapshot({ pods: [found], peerauthentications: STRICT }));
  const doubted = (found: Pod, meshes: MeshSettings[], probe = PROBE) =>
    predictEndpoint(index(found), meshes, TARGET, probe).unsupported ?? '';

  it('doubts a pod whose revision has no control plane', () => {
    const found = sidecar({ 'istio.io/rev': 'gone' });
    expect(doubted(found, [{ ...MESH, flags: {} }])).toContain('revision gone');
    expect(doubted(found, [{ ...MESH, flags: {}, tags: ['gone'] }])).toBe('');
    // Control planes that are known by their ConfigMaps may be elsewhere.
    expect(doubted(found, [MESH])).toBe('');
  });

  it('proves nothing by a mesh configuration that is not known', () => {
    expect(doubted(sidecar(), [{ ...MESH, unread: 'it does not parse' }])).toBe('it does not parse');
  });

  it('doubts certificates from files', () => {
    const text = 'proxyMetadata: {ISTIO_META_TLS_SERVER_CERT_CHAIN: /certs/chain.pem}';
    expect(doubted(sidecar({ 'proxy.istio.io/config': text }), [MESH])).toContain('certificates from files');
  });

  it('doubts a probe of a trust domain that is not accepted', () => {
    const probe = { ...PROBE, trustDomain: 'b.org' };
    expect(doubted(sidecar(), [MESH], probe)).toContain('trust domain of the probe, b.org');
    expect(doubted(sidecar(), [{ ...MESH, trustDomainAliases: ['b.org'] }], probe)).toBe('');
  });

  it('tells the TLS that the sidecar accepts', () => {
    const fips = { ...MESH, maxTls: '1.2' as const };
    expect(predictEndpoint(index(sidecar()), [fips], TARGET).tls).toEqual({ min: '1.2', max: '1.2' });
    expect(predictEndpoint(index(pod()), [MESH], TARGET).tls).toBeUndefined();
  });
});
