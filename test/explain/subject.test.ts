import { describe, expect, it } from 'vitest';
import { parseSubject, type Subject } from '../../src/explain/subject.ts';
import { explainIn } from './situation.ts';

const orders: Subject = { kind: 'Service', namespace: 'shop', name: 'orders', port: null };

describe('parseSubject', () => {
  it.each(['service/orders', 'svc/orders', 'Services/orders'])('reads %s', (text) => {
    expect(parseSubject(text, 'shop', null)).toEqual(orders);
  });

  it.each(['orders', 'service/', 'service/a/b', 'node/orders', '/orders'])('refuses %s', (text) => {
    expect(() => parseSubject(text, 'shop', null)).toThrow('names nothing that can be explained');
  });
});

describe('the subject', () => {
  it('must exist, and the ones that do are offered', async () => {
    const missing = explainIn('shop', { ...orders, name: 'order' });
    await expect(missing).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('orders') as unknown,
    });
    await expect(explainIn('shop', { ...orders, kind: 'Pod' })).rejects.toThrow('has no Pod orders');
    await expect(explainIn('shop', { ...orders, port: '81' })).rejects.toThrow('has no port 81');
  });

  it('is a Service with its endpoints, or a pod with the Services that lead to it', async () => {
    const service = await explainIn('shop', { ...orders, port: 'http' });
    const pod = await explainIn('shop', {
      kind: 'Pod',
      namespace: 'shop',
      name: 'payments-4d2a',
      port: null,
    });
    const seen = [service, pod].map(({ servers, clients }) => [
      servers.map(({ target }) => `${target.pod}:${target.port}`),
      clients.map(({ target }) => `${target.service}:${target.port}`),
    ]);
    expect(seen).toEqual([
      [['orders-8f6d:8080'], ['orders:80']],
      [
        ['payments-4d2a:8080', 'payments-4d2a:9090'],
        ['payments:80', 'payments:9090'],
      ],
    ]);
  });
});
