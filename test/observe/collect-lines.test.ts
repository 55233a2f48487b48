import { expect, it } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import { collectLines } from '../../src/observe/collect-lines.ts';
import { controlsOf } from '../../src/observe/controls.ts';

const frame = (seq: number, line: ProbeLine) => `mtls-verify nonce ${seq} ${JSON.stringify(line)}\n`;
const control = (ok: boolean): ProbeLine => ({ type: 'control', name: 'must-answer', ok, detail: 'seen' });

it('keeps the roles apart and knows when each is complete', () => {
  const { push, lines } = collectLines('nonce');
  expect(push('outside', frame(0, control(true)))).toBe(false);
  expect(push('mesh', frame(0, { type: 'end', results: 0 }))).toBe(true);
  expect(push('outside', frame(1, { type: 'end', results: 0 }))).toBe(true);
  expect(lines.get('outside')?.map(({ type }) => type)).toEqual(['control', 'end']);
  expect(lines.get('via')).toEqual([]);
});

it('a single control that fails makes the probes worthless', () => {
  expect(controlsOf(new Map([['outside', [control(true)]]]))).toEqual({ ok: true, details: [] });
  const failed = controlsOf(
    new Map([
      ['outside', [control(true)]],
      ['via', [control(false)]],
    ]),
  );
  expect(failed).toEqual({ ok: false, details: ['via must-answer: seen'] });
});
