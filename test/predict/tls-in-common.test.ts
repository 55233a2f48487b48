import { describe, expect, it, test } from 'vitest';
import type { ClientPolicy, ClientTls } from '../../src/model/policy.ts';
import type { EndpointPrediction } from '../../src/model/prediction.ts';
import { inCommonTls } from '../../src/predict/tls-in-common.ts';
import { endpointPrediction } from '../judge/build.ts';
import { MESH } from '../policy/objects.ts';

const OK = { reach: 'yes', cause: null, reason: 'fine' } as const;
const sent = (tls: ClientTls): ClientPolicy => ({
  tls,
  source: 'auto',
  decidedBy: null,
  reason: '',
  rejected: [],
});
type Tls = EndpointPrediction['tls'];
const meets = (clientTls: '1.2' | '1.3' | undefined, tls: ClientTls, limits: Tls) =>
  inCommonTls(
    { ...MESH, ...(clientTls && { clientTls }) },
    sent(tls),
    endpointPrediction('STRICT', { ...(limits && { tls: limits }) }),
    OK,
  );

describe('TLS versions of client and server (istio-semantics 5.1, 7.3)', () => {
  test.each<[string, '1.2' | '1.3' | undefined, ClientTls, Tls, 'yes' | 'no']>([
    ['both versions, minimum 1.3', undefined, 'mtls', { min: '1.3', max: '1.3' }, 'yes'],
    ['fips-140-2 to its own mesh', '1.2', 'mtls', { min: '1.2', max: '1.2' }, 'yes'],
    ['fips-140-2 to a mesh with minimum 1.3', '1.2', 'mtls', { min: '1.3', max: '1.3' }, 'no'],
    ['pqc to fips-140-2', '1.3', 'mtls', { min: '1.2', max: '1.2' }, 'no'],
    ['fips-140-2 to ztunnel (case F11)', '1.2', 'hbone', undefined, 'no'],
    ['pqc to ztunnel', '1.3', 'hbone', undefined, 'yes'],
    ['plaintext has no version', '1.2', 'plaintext', { min: '1.3', max: '1.3' }, 'yes'],
    ['an endpoint that ends no TLS', '1.2', 'mtls', undefined, 'yes'],
  ])('%s', (_name, clientTls, tls, limits, reach) => {
    expect(meets(clientTls, tls, limits).reach).toBe(reach);
  });

  it('says which versions do not meet', () => {
    expect(meets('1.2', 'mtls', { min: '1.3', max: '1.3' })).toEqual({
      reach: 'no',
      cause: 'tls-version',
      reason: 'the client’s sidecar offers TLS 1.2 only, and the server takes 1.3 only',
    });
  });
});
