import { describe, expect, it } from 'vitest';
import { objectsOf, viewOf } from '../scenario.ts';
import { complaints } from './complaints.ts';

describe('Kiali on DestinationRules', () => {
  it.each([
    ['F01', '+', 'mDR DIS + mPA DIS', null],
    ['F02', '+', 'mDR DIS + mPA PERM', null],
    ['F03', '+', 'mDR DIS', null],
    ['F04', '+', 'mDR DIS + mPA STRICT', 'KIA0208'],
    ['F05', '+', 'nDR DIS + nPA PERM', null],
    ['F05', '-', 'nDR DIS + nPA PERM', null],
    ['F06', '+', 'nDR DIS + nPA DIS', null],
    ['F07', '+', 'nDR DIS + nPA PERM + mPA STRICT', null],
    ['F08', '+', 'nDR DIS + nPA STRICT', 'KIA0207'],
    ['F09', '+', 'nDR DIS + mPA STRICT', 'KIA0208'],
    ['F10', '+', 'nDR DIS + mPA PERM', null],
    ['F11', '+', 'nDR DIS', null],
    ['F12', '+', 'mDR DIS + nPA STRICT', null],
    ['F13', '+', 'nDR DIS + nPA DIS + mPA STRICT', null],
    ['F14', '-', 'mDR IM', 'KIA0205'],
    ['F15', '-', 'mDR IM + mPA PERM', null],
    ['F16', '-', 'mDR IM + mPA STRICT', null],
    ['F17', '-', 'nDR IM + mPA STRICT', null],
    ['F19', '+', 'mDR IM', null],
    ['F20', '-', 'nDR IM + nPA PERM', null],
    ['F21', '-', 'nDR IM + nPA STRICT', null],
    ['F22', '-', 'nDR IM + mPA STRICT', null],
    ['F23', '-', 'nDR IM', 'KIA0206'],
    ['F24', '+', 'nDR IM', null],
    ['N02', '+', 'nDR DIS + nPA STRICT', 'KIA0207'],
    ['N03', '+', 'mDR DIS + mPA STRICT', 'KIA0208'],
  ])('%s auto%s %s', (_, auto, notation, code) => {
    const seen = complaints(viewOf(objectsOf(notation), { autoMtls: auto === '+' }), 'DestinationRule');
    expect(seen).toEqual(code === null ? [] : [`${code} spec/trafficPolicy/tls/mode`]);
  });

  it('F18 a rule without TLS settings', () => {
    const seen = complaints(viewOf(objectsOf('nDR - + mPA STRICT'), { autoMtls: false }), 'DestinationRule');
    expect(seen).toEqual([]);
  });

  it.each([
    ['N04', 'nPA DIS + nDR IM', 'KIA0505'],
    ['N05', 'mPA DIS + mDR IM', 'KIA0506'],
  ])('%s shows an error', (_, notation, code) => {
    expect(complaints(viewOf(objectsOf(notation)), 'PeerAuthentication')).toEqual([`${code} spec/mtls`]);
  });
});
