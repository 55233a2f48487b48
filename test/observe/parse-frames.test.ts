import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrameReader } from '../../src/observe/parse-frames.ts';

const control = (detail: string) => ({ type: 'control', name: 'must-answer', ok: true, detail });
const frame = (sequence: number, value: unknown, nonce = 'n') =>
  `mtls-verify ${nonce} ${sequence} ${JSON.stringify(value)}\n`;
const END = { type: 'end', results: 0 };

describe('createFrameReader', () => {
  test('passes over foreign lines and lines of another nonce', () => {
    const reader = createFrameReader('n');
    const log = `hello\n${frame(0, control('a'))}mtls-verify\n${frame(1, control('x'), 'other')}\r\n${frame(1, END)}`;
    expect(reader.push(log)).toEqual([control('a'), END]);
    expect(reader.complete()).toBe(true);
  });

  test('gives a repeated line once, and the first of two different ones', () => {
    const reader = createFrameReader('n');
    expect(reader.push(frame(0, control('a')))).toHaveLength(1);
    expect(reader.push(frame(0, control('a')) + frame(0, control('b')))).toEqual([]);
  });

  test('is complete only when the end and all before it were read', () => {
    const reader = createFrameReader('n');
    reader.push(frame(0, control('a')) + frame(3, END));
    expect(reader.complete()).toBe(false);
    expect(reader.missing()).toEqual([1, 2]);
    reader.push(frame(2, control('c')));
    reader.push(frame(1, control('b')));
    expect(reader.complete()).toBe(true);
    expect(reader.missing()).toEqual([]);
  });

  test('reads the same however the text is cut', () => {
    const log = [0, 1, 2].map((n) => frame(n, control(`e${n}`))).join('noise\n') + frame(3, END);
    const whole = createFrameReader('n').push(log);
    expect(whole).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.nat(log.length), { maxLength: 8 }), (cuts) => {
        const reader = createFrameReader('n');
        const points = [0, ...cuts.sort((a, b) => a - b), log.length];
        const lines = points.slice(1).flatMap((end, i) => reader.push(log.slice(points[i], end)));
        expect(lines).toEqual(whole);
        expect(reader.complete()).toBe(true);
      }),
    );
  });

  test('a line cut off by a broken stream is taken when it comes whole', () => {
    const reader = createFrameReader('n');
    const line = frame(0, control('a'));
    expect(reader.push(`${line.slice(0, 30)}\n${line}`)).toEqual([control('a')]);
  });

  test('drops a line without end and goes on behind it', () => {
    const reader = createFrameReader('n');
    for (let i = 0; i < 20; i++) reader.push('x'.repeat(5000));
    expect(reader.push(`\n${frame(0, control('a'))}`)).toHaveLength(1);
    const long = frame(1, control('y'.repeat(20_000)));
    expect(reader.push(long + frame(1, control('b')))).toEqual([control('b')]);
  });

  test('a line of a wrong shape is dropped, but its place is taken', () => {
    const reader = createFrameReader('n');
    expect(reader.push(frame(0, { type: 'result', target: 5 }) + frame(1, END))).toEqual([END]);
    expect(reader.complete()).toBe(true);
  });

  test('numbers beyond any plan are not believed', () => {
    const reader = createFrameReader('n');
    expect(reader.push(frame(999_999, END) + frame(12_345_678, END) + frame(-1, END))).toEqual([]);
    expect(reader.missing()).toEqual([]);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.json().map((json) => `mtls-verify n 0 ${json}\n`),
          ),
        ),
        (chunks) => {
          const reader = createFrameReader('n');
          for (const chunk of chunks) reader.push(chunk);
          reader.complete();
        },
      ),
    );
  });
});
