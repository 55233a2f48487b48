import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { abortAfter } from '../../src/util/deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('aborts after its time', () => {
  const { signal } = abortAfter([], 1000);
  vi.advanceTimersByTime(999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(signal.aborted).toBe(true);
});

it('aborts with its parent, also one that has aborted already', () => {
  const parent = new AbortController();
  const before = abortAfter([parent.signal]);
  parent.abort();
  expect(before.signal.aborted).toBe(true);
  expect(abortAfter([parent.signal]).signal.aborted).toBe(true);
});

it('does neither once released', () => {
  const parent = new AbortController();
  const { signal, release } = abortAfter([parent.signal], 1000);
  release();
  parent.abort();
  vi.advanceTimersByTime(2000);
  expect(signal.aborted).toBe(false);
});
