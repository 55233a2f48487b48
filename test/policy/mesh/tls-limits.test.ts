import { describe, expect, it, test } from 'vitest';
import { tlsLimits } from '../../../src/policy/mesh/tls-limits.ts';

const limits = (fields: object, env: Record<string, string> = {}, version = '1.31.0', maistra = false) =>
  tlsLimits({ ...fields }, { env: new Map(Object.entries(env)), maistra, version });
const min13 = { meshMTLS: { minProtocolVersion: 'TLSV1_3' } };
const policy = (name: string) => ({ COMPLIANCE_POLICY: name });

describe('tlsLimits (istio-semantics 5.1)', () => {
  test.each([
    ['nothing said', {}, {}, { minTls: '1.2', maxTls: '1.3' }],
    ['meshMTLS', min13, {}, { minTls: '1.3', maxTls: '1.3' }],
    ['tlsDefaults are not for mesh traffic', { tlsDefaults: min13.meshMTLS }, {}, { minTls: '1.2' }],
    ['fips-140-2', {}, policy('fips-140-2'), { minTls: '1.2', maxTls: '1.2', clientTls: '1.2' }],
    ['fips-140-3', {}, policy('fips-140-3'), { minTls: '1.2', maxTls: '1.3' }],
    ['pqc', {}, policy('pqc'), { minTls: '1.3', maxTls: '1.3', clientTls: '1.3' }],
  ])('%s', (_name, fields, env, expected) => {
    expect(limits(fields, env)).toMatchObject({ ...expected, doubts: [] });
  });

  it('says where the key exchange leaves no room for other clients', () => {
    expect(limits({}, policy('pqc')).narrowTls).toContain('X25519MLKEM768');
    expect(limits({}, policy('fips-140-2')).narrowTls).toBeUndefined();
    const suites = ['ECDHE-ECDSA-AES128-GCM-SHA256', 'AES128-GCM-SHA256'];
    const narrow = limits({ meshMTLS: { cipherSuites: suites } }, policy('fips-140-2')).narrowTls;
    expect(narrow).toBe('sidecars take the ciphers ECDHE-ECDSA-AES128-GCM-SHA256 only, under TLS 1.2');
    expect(limits({ meshMTLS: { cipherSuites: suites } }).narrowTls).toBeUndefined();
  });

  it('lets fips-140-2 win over meshMTLS, and says so', () => {
    const found = limits(min13, policy('fips-140-2'));
    expect(found).toMatchObject({ minTls: '1.2', maxTls: '1.2' });
    expect(found.doubts).toEqual([expect.stringContaining('1.2 wins')]);
  });

  test.each([
    ['fips-140-2', '1.20.3'],
    ['pqc', '1.26.0'],
    ['fips-140-3', '1.30.0'],
    ['fips', '1.31.0'],
  ])('%s is not known to %s', (name, version) => {
    const found = limits({}, policy(name), version);
    expect(found).toMatchObject({ minTls: '1.2', maxTls: '1.3' });
    expect(found.doubts).toEqual([expect.stringContaining('it is ignored')]);
  });
});

describe('tlsLimits on OpenShift Service Mesh 2 (istio-semantics 9.1)', () => {
  const maistra = (env: Record<string, string>, fields = {}) => limits(fields, env, '1.18', true);

  test.each([
    [{}, '1.2', '1.3'],
    [{ TLS_MIN_PROTOCOL_VERSION: 'TLSv1_3' }, '1.3', '1.3'],
    [{ TLS_MIN_PROTOCOL_VERSION: 'TLSv1_2', TLS_MAX_PROTOCOL_VERSION: 'TLSv1_2' }, '1.2', '1.2'],
    [{ TLS_MIN_PROTOCOL_VERSION: 'TLS_AUTO', TLS_MAX_PROTOCOL_VERSION: 'TLS_AUTO' }, '1.2', '1.3'],
  ])('%j: %s to %s, whatever meshMTLS says', (env, minTls, maxTls) => {
    expect(maistra(env, min13)).toMatchObject({ minTls, maxTls, doubts: [] });
  });

  it('doubts limits that cross', () => {
    const env = { TLS_MIN_PROTOCOL_VERSION: 'TLSv1_3', TLS_MAX_PROTOCOL_VERSION: 'TLSv1_2' };
    expect(maistra(env).doubts).toHaveLength(1);
    expect(maistra({ TLS_CIPHER_SUITES: 'X', TLS_MAX_PROTOCOL_VERSION: 'TLSv1_2' }).narrowTls).toContain('X');
  });
});
