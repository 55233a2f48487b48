import { describe, expect, it } from 'vitest';
import { parsePairs } from '../../src/commands/key-value-flag.ts';
import { readPodPatch } from '../../src/commands/read-pod-patch.ts';
import { parseToleration } from '../../src/commands/toleration-flag.ts';
import { temporaryFile } from '../support/temporary-file.ts';

describe('parsePairs', () => {
  it('takes several labels between commas, and commas in annotations', () => {
    expect(parsePairs('labels', 'team=a,example.com/cost=b')).toEqual({ team: 'a', 'example.com/cost': 'b' });
    expect(parsePairs('annotations', 'note=a,b=c')).toEqual({ note: 'a,b=c' });
    expect(parsePairs('labels', 'team=')).toEqual({ team: '' });
  });

  it.each([
    ['labels', 'team', 'is no label'],
    ['labels', 'te am=x', 'is no label'],
    ['labels', 'team=ä', 'is no label'],
    ['labels', '', 'is no label'],
    ['node-selector', '=x', 'is no node label'],
    ['labels', 'sidecar.istio.io/inject=false', 'decides what a probe pod is'],
    ['annotations', 'proxy.istio.io/config={}', 'decides what a probe pod is'],
  ] as const)('refuses --%s %s', (flag, text, words) => {
    expect(() => parsePairs(flag, text)).toThrow(words);
  });
});

describe('parseToleration', () => {
  it('reads taints as kubectl writes them', () => {
    expect(parseToleration('dedicated=infra:NoSchedule')).toEqual({
      key: 'dedicated',
      operator: 'Equal',
      value: 'infra',
      effect: 'NoSchedule',
    });
    expect(parseToleration('node.kubernetes.io/unschedulable:NoSchedule')).toEqual({
      key: 'node.kubernetes.io/unschedulable',
      operator: 'Exists',
      effect: 'NoSchedule',
    });
    expect(parseToleration('spot')).toEqual({ key: 'spot', operator: 'Exists' });
  });

  it.each(['', ':NoSchedule', 'a:Sometimes', 'a=b=c', 'a b'])('refuses "%s"', (text) => {
    expect(() => parseToleration(text)).toThrow('is no taint');
  });
});

describe('readPodPatch', () => {
  const file = (text: string) => temporaryFile('patch.yaml', text);

  it('reads YAML and JSON', () => {
    expect(readPodPatch(file('spec: { nodeSelector: { pool: infra } }'))).toEqual({
      nodeSelector: { pool: 'infra' },
    });
    expect(readPodPatch(file('{"spec":{"schedulerName":"mine"}}'))).toEqual({ schedulerName: 'mine' });
  });

  it.each([
    [
      'a field that is not to be patched',
      'spec: { hostNetwork: true }',
      'spec.hostNetwork cannot be patched',
    ],
    ['no YAML', 'spec: [', 'cannot be read'],
    [
      'a bomb',
      `a: &a [${'x,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]`,
      'cannot be read',
    ],
    ['a large file', `# ${'x'.repeat(70_000)}\nspec: {}`, 'larger than 64 KiB'],
    ['two documents', 'spec: {}\n---\nspec: {}', 'cannot be read'],
  ])('refuses %s', (_what, text, words) => {
    expect(() => readPodPatch(file(text))).toThrow(words);
  });
});
