import { expect, test } from 'vitest';
import { expandVariables, nodeArguments, rewritePaths } from '../../../src/demo/kubelet/command-line.ts';

const mounts = new Map([
  ['/etc/probe', '/tmp/v/files'],
  ['/etc/probe/certs', '/tmp/v/certs'],
  ['/data/', '/tmp/v/data'],
]);

test.each([
  ['/etc/probe', '/tmp/v/files'],
  ['/etc/probe/main.mjs', '/tmp/v/files/main.mjs'],
  ['/etc/probe/certs/key.pem', '/tmp/v/certs/key.pem'],
  ['--plan=/etc/probe/plan.json', '--plan=/tmp/v/files/plan.json'],
  ['/data/x:/data/y', '/tmp/v/data/x:/tmp/v/data/y'],
  ['/etc/probes/main.mjs', '/etc/probes/main.mjs'],
  ['x/etc/probe', 'x/etc/probe'],
])('%s is %s', (text, expected) => {
  expect(rewritePaths(text, mounts)).toBe(expected);
});

test('variables are expanded as Kubernetes does', () => {
  expect(expandVariables('$(A)-$(B)-$$(A)', { A: '1' })).toBe('1-$(B)-$(A)');
});

test.each([
  [{ command: ['node', 'a.mjs'], args: ['$(A)'] }, ['a.mjs', '1']],
  [{ command: ['/usr/local/bin/node', 'a.mjs'] }, ['a.mjs']],
  [{ args: ['a.mjs'] }, ['a.mjs']],
  [{ args: ['node', 'a.mjs'] }, ['a.mjs']],
  [{ command: ['sh', '-c', 'node a.mjs'] }, null],
])('%j runs node with %j', (container, expected) => {
  expect(nodeArguments({ name: 'c', image: 'node', ...container }, { A: '1' })).toEqual(expected);
});
