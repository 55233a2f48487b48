import { expect, it } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Role } from '../../src/model/plan.ts';
import { collectLines } from '../../src/observe/collect-lines.ts';
import { failedControls } from '../../src/observe/controls.ts';

const frame = (seq: number, line: ProbeLine) => `mtls-verify nonce ${seq} ${JSON.stringify(line)}\n`;
const END: ProbeLine = { type: 'end', results: 0 };
const from = (role: Role, shard = 0, pod = `pod-${shard}`) => ({ role, shard, pod });
const result = (target: string): ProbeLine => ({
  type: 'not-run',
  target,
  dial: 'plaintext',
  reason: 'deadline',
});
const control = (ok: boolean): ProbeLine => ({ type: 'control', name: 'must-answer', ok, detail: 'seen' });

it('keeps the roles apart and knows when each is complete', () => {
  const { push, lines } = collectLines('nonce');
  expect(push(from('outside'), frame(0, control(true)))).toBe(false);
  expect(push(from('mesh'), frame(0, END))).toBe(true);
  expect(push(from('outside'), frame(1, END))).toBe(true);
  expect(
    lines()
      .get('outside')
      ?.map(({ type }) => type),
  ).toEqual(['control', 'end']);
  expect(lines().get('via')).toEqual([]);
});

it('puts the shards of a role together, in their order', () => {
  const { push, lines } = collectLines('nonce');
  expect(push(from('mesh', 1), frame(0, result('b')))).toBe(false);
  expect(push(from('mesh', 0), frame(0, result('a')) + frame(1, END))).toBe(true);
  expect(push(from('mesh', 1), frame(1, END))).toBe(true);
  expect(lines().get('mesh')).toEqual([result('a'), END, result('b'), END]);
});

it('forgets what a lost pod saw once another takes its place', () => {
  const { push, lines } = collectLines('nonce');
  push(from('mesh', 0, 'lost'), frame(0, control(false)) + frame(1, result('a')));
  push(from('mesh', 1), frame(0, result('b')));
  expect(push(from('mesh', 0, 'second'), frame(0, result('a')) + frame(1, END))).toBe(true);
  expect(lines().get('mesh')).toEqual([result('a'), END, result('b')]);
});

it('names every control that failed, by its role', () => {
  const lines = new Map([
    ['outside' as const, [control(true)]],
    ['via' as const, [control(false)]],
  ]);
  expect(failedControls(lines)).toEqual([{ role: 'via', name: 'must-answer', detail: 'seen' }]);
});
