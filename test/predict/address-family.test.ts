import { expect, test } from 'vitest';
import { isOtherFamily } from '../../src/predict/address-family.ts';
import { pod } from '../policy/objects.ts';

const dual = [{ name: 'ISTIO_DUAL_STACK', value: 'true' }];

test.each([
  ['10.0.0.1', '10.0.0.1', [], false],
  ['10.0.0.1', 'fd00::1', [], true],
  ['10.0.0.1', 'fd00::1', dual, false],
  ['fd00::1', 'fd00::1', [], false],
])('a pod of %s, dialled at %s, with %j: %s', (first, ip, env, other) => {
  const proxy = pod('a', first, { containers: [{ name: 'istio-proxy', env }] });
  expect(isOtherFamily(proxy, ip, null)).toBe(other);
});

test('dual stack as the mesh gives it to every proxy', () => {
  const mesh = { proxyDefaults: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } };
  expect(isOtherFamily(pod(), 'fd00::1', mesh)).toBe(false);
});
