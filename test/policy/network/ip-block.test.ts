import { expect, it } from 'vitest';
import { inBlock } from '../../../src/policy/network/ip-block.ts';

it.each<[string, string, boolean | null]>([
  ['10.0.0.0/8', '10.255.1.2', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.1/32', '10.0.0.1', true],
  ['10.0.0.1/32', '10.0.0.2', false],
  ['0.0.0.0/0', '192.168.1.1', true],
  ['10.0.0.128/25', '10.0.0.127', false],
  ['fd00::/8', 'fd12:3456::1', true],
  ['fd00::/8', 'fe80::1', false],
  ['::/0', 'fd00::1', true],
  ['::ffff:10.0.0.0/104', '::ffff:10.1.2.3', true],
  ['2001:db8:0:0:0:0:0:0/32', '2001:DB8::ff', true],
  ['0.0.0.0/0', 'fd00::1', false],
  ['::/0', '10.0.0.1', false],
  ['10.0.0.0', '10.0.0.1', null],
  ['10.0.0.0/33', '10.0.0.1', null],
  ['10.0.0/8', '10.0.0.1', null],
  ['10.0.0.256/8', '10.0.0.1', null],
  ['10.0.0.0/8/8', '10.0.0.1', null],
  ['fd00:::/8', 'fd00::1', null],
  ['1:2:3:4:5:6:7:8:9/8', 'fd00::1', null],
  ['1:2/8', 'fd00::1', null],
  ['fd00::/8', 'a name', null],
  ['', '', null],
])('%s and %s: %s', (cidr, address, expected) => {
  expect(inBlock(cidr, address)).toBe(expected);
});
