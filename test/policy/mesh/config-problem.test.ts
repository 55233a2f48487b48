import { expect, test } from 'vitest';
import { configProblem } from '../../../src/policy/mesh/config-problem.ts';

test.each([
  [{}, null],
  [{ rootNamespace: null, unknown: 7 }, null],
  [{ meshMTLS: { minProtocolVersion: 'TLSV1_3', cipherSuites: ['x'] } }, null],
  [{ meshMTLS: { minProtocolVersion: 2 } }, null],
  [{ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } }, null],
  [{ trustDomain: 'a-1.example.org', trustDomainAliases: ['b'] }, null],
  [{ enableAutoMtls: 'false' }, 'enableAutoMtls is "false"'],
  [{ meshMTLS: { minProtocolVersion: 'TLSv1_3' } }, 'meshMTLS.minProtocolVersion is "TLSv1_3"'],
  [{ outboundTrafficPolicy: 'ALLOW_ANY' }, 'outboundTrafficPolicy is "ALLOW_ANY"'],
  [{ discoverySelectors: [7] }, 'discoverySelectors is [7]'],
  [{ defaultServiceExportTo: '*' }, 'defaultServiceExportTo is "*"'],
  [{ meshMTLS: { ecdhCurves: ['P-256'] } }, 'meshMTLS.ecdhCurves is not supported'],
  [{ meshMTLS: { ecdhCurves: [] } }, null],
  [{ trustDomain: '' }, '"" is no trust domain'],
  [{ trustDomainAliases: ['a b'] }, '"a b" is no trust domain'],
])('%j: %s (pkg/config/validation/agent)', (fields, problem) => {
  expect(configProblem(fields)).toBe(problem);
});
