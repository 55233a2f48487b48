import { expect, test } from 'vitest';
import { formatAddress, resolveAddress } from '../../src/prober/address.ts';

test('formatAddress puts brackets around IPv6', () => {
  expect(formatAddress({ host: '10.0.0.1', port: 80 })).toBe('10.0.0.1:80');
  expect(formatAddress({ host: 'fd00::1', port: 80 })).toBe('[fd00::1]:80');
});

test('resolveAddress goes where the table says, else nowhere else', () => {
  const table = { 'a.svc:80': '127.0.0.1:8080', '[fd00::1]:80': '[::1]:81', 'b.svc:80': 'nonsense' };
  expect(resolveAddress({ host: 'a.svc', port: 80 }, table)).toEqual({ host: '127.0.0.1', port: 8080 });
  expect(resolveAddress({ host: 'fd00::1', port: 80 }, table)).toEqual({ host: '::1', port: 81 });
  expect(resolveAddress({ host: 'a.svc', port: 81 }, table)).toEqual({ host: 'a.svc', port: 81 });
  expect(resolveAddress({ host: 'b.svc', port: 80 }, table)).toEqual({ host: 'b.svc', port: 80 });
  expect(resolveAddress({ host: 'a.svc', port: 80 }, undefined)).toEqual({ host: 'a.svc', port: 80 });
});
