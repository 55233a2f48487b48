import { describe, expect, it } from 'vitest';
import type { Look } from '../../src/prober/look.ts';
import { firstLook, isSettled, nextLook, PAUSES, settledLines } from '../../src/prober/looks.ts';
import { evidenceOf } from '../support/tls/evidence.ts';

/** `+`: as expected. `!`: refused, which may pass. `~`: over an old connection. Else an answer that is not as expected. */
function look(kind: string, at: number): Look {
  return {
    lines: [{ type: 'result', target: 't', dial: 'plaintext', evidence: evidenceOf({ code: kind }) }],
    at,
    outcomes: [kind === '!' ? 'connection-refused' : kind === '+' ? 'silent' : 'replied'],
    agrees: kind === '+',
    passing: kind === '!',
    pooled: kind === '~',
    signature: kind,
  };
}

/** Looks once a second while there is need, with time to settle for the first so many looks. */
function looking(kinds: string, withTime = 0) {
  let seen = firstLook(look(kinds[0] ?? '', 0));
  let made = 1;
  while (!isSettled(seen, made < withTime) && made < kinds.length)
    seen = nextLook(seen, look(kinds[made] ?? '', 1000 * made++));
  return { made, settled: isSettled(seen, made < withTime), line: settledLines(seen, withTime > 0)[0] };
}
const looksOf = ({ line }: ReturnType<typeof looking>) =>
  line?.type === 'result' ? (line.evidence.looks ?? 'once') : line?.type === 'not-run' && line.reason;

describe('looks at a target', () => {
  it('one is enough where it is as expected', () => {
    const seen = looking('+a');
    expect(seen).toMatchObject({ made: 1, settled: true });
    expect(looksOf(seen)).toBe('once');
  });

  it('what is not as expected is seen twice', () => {
    const seen = looking('aab');
    expect(seen.made).toBe(2);
    expect(looksOf(seen)).toEqual({ count: 2, ms: 0, first: 'replied' });
  });

  it('two answers in a row must agree, and the time is that of the first of them', () => {
    const seen = looking('ab++');
    expect(seen).toMatchObject({ made: 4, settled: true });
    expect(looksOf(seen)).toEqual({ count: 4, ms: 2000, first: 'replied' });
  });

  it('what agrees only at the last look is looked at once more', () => {
    const seen = looking('!!!!++');
    expect(seen).toMatchObject({ made: 6, settled: true });
    expect(looksOf(seen)).toEqual({ count: 6, ms: 4000, first: 'connection-refused' });
  });

  it('what may pass is waited for, and stands when it does not', () => {
    const seen = looking('!!!!!!!');
    expect(seen.made).toBe(PAUSES.length + 1);
    expect(looksOf(seen)).toEqual({ count: 5, ms: 0, first: 'connection-refused' });
  });

  it.each(['ababababab', 'a+a+a+a+a+', '+a'.repeat(5).slice(1)])('%s never comes to rest', (kinds) => {
    const seen = looking(kinds);
    expect(seen).toMatchObject({ made: 5, settled: true });
    expect(looksOf(seen)).toBe('unsettled');
  });

  it('with time to settle what is not as expected is looked at until it is', () => {
    expect(looking('aaaaaaaa++', 20)).toMatchObject({ made: 10, settled: true });
    expect(looksOf(looking('aaaaaaaa++', 20))).toMatchObject({ count: 10, ms: 8000 });
  });

  it('what does not come in time stands as it was', () => {
    const seen = looking('aaaaaaaaaaaa', 7);
    expect(seen).toMatchObject({ made: 7, settled: true });
    expect(looksOf(seen)).toMatchObject({ count: 7, ms: 0 });
  });

  it('an old connection says nothing: not that something stayed, not that it came', () => {
    expect(looksOf(looking('a~~~~~'))).toEqual({ count: 5, ms: 0, first: 'replied' });
    expect(looksOf(looking('a~~~~~~~', 7))).toBe('unsettled');
    expect(looksOf(looking('a~~++', 7))).toEqual({ count: 5, ms: 3000, first: 'replied' });
  });
});
