import { expect, test } from 'vitest';
import type { MeshSettings, PortClass } from '../../src/model/policy.ts';
import { sniffedClass } from '../../src/policy/sniffing.ts';
import { MESH } from './objects.ts';

const OFF = { PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND: false };

test.each<[string, MeshSettings['flags'], PortClass, PortClass]>([
  ['1.18', OFF, 'AUTO', 'TCP'],
  ['1.18', {}, 'AUTO', 'AUTO'],
  ['1.20.1', OFF, 'AUTO', 'AUTO'],
  ['1.18', OFF, 'HTTP', 'HTTP'],
])('Istio %s with %j: %s is %s (istio-semantics 10)', (version, flags = {}, portClass, expected) => {
  expect(sniffedClass({ ...MESH, version, flags }, portClass)).toBe(expected);
});
