import { describe, expect, it } from 'vitest';
import { findEntries, NOT_FOUND_HERE, nearMatches } from '../../src/catalogue/find.ts';

const codes = (asked: string) => findEntries(asked).map(({ code }) => code);

describe('findEntries', () => {
  it('knows codes, checks of Kiali and istioctl, causes and doubts, in any case', () => {
    expect(codes('MTLS101')).toEqual(['MTLS101']);
    expect(codes(' mtls001 ')).toEqual(['MTLS001']);
    expect(codes('KIA0501')).toEqual(['MTLS007', 'MTLS206']);
    expect(codes('ist0144')).toEqual(['MTLS406']);
    expect(codes('application-not-listening')).toEqual(['MTLS012', 'MTLS104']);
    expect(codes('MTLS999')).toEqual([]);
  });

  it('says why checks of Kiali find nothing here only of those that do not', () => {
    for (const alias of Object.keys(NOT_FOUND_HERE)) expect(codes(alias)).toEqual([]);
  });
});

describe('nearMatches', () => {
  it('offers the same number, then the words, then the codes beside it', () => {
    expect(nearMatches('MTSL101', 1)).toEqual(['MTLS101']);
    expect(nearMatches('MTLS411', 2)).toEqual(['MTLS409', 'MTLS410']);
    expect(nearMatches('waypoint', 3)).toEqual(['MTLS321']);
    expect(nearMatches('xy', 3)).toEqual([]);
  });
});
