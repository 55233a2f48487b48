import { describe, expect, it } from 'vitest';
import { authorization, objectsOf, viewOf } from '../scenario.ts';
import { complaints } from './complaints.ts';

const PRINCIPAL = {
  rules: [{ from: [{ source: { principals: ['cluster.local/ns/bookinfo/sa/ratings'] } }] }],
};
const RATINGS = { selector: { matchLabels: { app: 'ratings' } } };

describe('KIA0105', () => {
  // Columns: with auto mTLS, without. `.` is not tested by Kiali.
  it.each([
    ['G01', '', '01'],
    ['G02', 'nPA STRICT', '01'],
    ['G03', 'nPA PERM', '01'],
    ['G04', 'nPA STRICT + nDR IM', '00'],
    ['G05', 'nPA PERM + nDR IM', '00'],
    ['G06', 'nDR IM', '01'],
    ['G07', 'nPA DIS', '11'],
    ['G08', 'nDR DIS', '11'],
    ['G09', 'mPA DIS', '11'],
    ['G10', 'mDR DIS', '11'],
    ['G11', 'mPA PERM', '01'],
    ['G12', 'mDR IM', '01'],
    ['G13', 'mPA PERM + mDR IM', '00'],
    ['G14', 'mPA STRICT + mDR IM', '00'],
    ['G15', 'mPA STRICT + mDR IM + nDR DIS', '11'],
    ['G16', 'mPA PERM + mDR IM + nDR DIS', '11'],
    ['G17', 'nDR DIS', '11'],
    ['G18', 'mPA PERM + nPA PERM + wPA STRICT + sDR IM', '00'],
    ['G19', 'nPA STRICT + nDR MU + wPA DIS + sDR DIS', '.1'],
    ['G20', 'nPA STRICT + wPA DIS', '1.'],
    ['G21', 'nPA STRICT + nDR MU + wPA PERM + sDR IM', '00'],
    ['G22', 'nPA STRICT + nDR MU + wPA PERM + sDR DIS', '11'],
    ['G24', 'nDR IM + mPA PERM', '11'],
    ['G25', 'nPA STRICT + mPA DIS', '01'],
  ])('%s %s', (_, notation, expected) => {
    const seen = [true, false].map((autoMtls) => {
      const objects = { ...objectsOf(notation), ...authorization({ ...RATINGS, ...PRINCIPAL }) };
      return complaints(viewOf(objects, { autoMtls }), 'AuthorizationPolicy').length;
    });
    expect(seen.map((count, at) => (expected[at] === '.' ? '.' : String(count))).join('')).toBe(expected);
  });

  it.each([
    ['G71', 'nPA DIS'],
    ['G101', 'mDR DIS'],
  ])('%s nothing about a policy without an identity', (_, notation) => {
    const ap = authorization({ ...RATINGS, rules: [{ to: [{ operation: { ports: ['9080'] } }] }] });
    expect(complaints(viewOf({ ...objectsOf(notation), ...ap }), 'AuthorizationPolicy')).toEqual([]);
  });

  it('G23 names the field', () => {
    const ap = authorization({ rules: [{ from: [{ source: { namespaces: ['bookinfo*'] } }] }] });
    const objects = { ...objectsOf('mPA PERM'), ...ap };
    expect(complaints(viewOf(objects), 'AuthorizationPolicy')).toEqual([]);
    expect(complaints(viewOf(objects, { autoMtls: false }), 'AuthorizationPolicy')).toEqual([
      'KIA0105 spec/rules[0]/from[0]/source/namespaces',
    ]);
  });

  const source = (field: string) => ({ from: [{ source: { [field]: ['x/ns/*'] } }] });
  const when = (key: string) => ({ when: [{ key, values: ['x'] }] });
  it.each([
    ['G30', source('principals'), true],
    ['G31', source('notPrincipals'), true],
    ['G32', source('namespaces'), true],
    ['G33', source('notNamespaces'), true],
    ['G34', when('source.principal'), true],
    ['G35', when('source.namespace'), true],
    ['G36', when('connection.sni'), true],
    ['G37', { ...source('requestPrincipals'), ...when('destination.port') }, false],
    ['G38', when('source.ip'), false],
    ['G39', source('ipBlocks'), false],
    ['G40', null, false],
  ])('%s %j', (_, rules, needs) => {
    const ap = authorization(rules === null ? {} : { rules: [rules] });
    const view = viewOf({ ...objectsOf('nPA DIS'), ...ap });
    expect(complaints(view, 'AuthorizationPolicy').some((text) => text.startsWith('KIA0105'))).toBe(needs);
  });
});

describe('principals', () => {
  const seen = (principal: string, domains: { trustDomainAliases?: string[] } = {}) => {
    const ap = authorization({ rules: [{ from: [{ source: { principals: [principal] } }] }] });
    return complaints(viewOf(ap, domains), 'AuthorizationPolicy');
  };
  const AT = 'spec/rules[0]/from[0]/source/principals[0]';
  it.each([
    ['H01', 'cluster.local/ns/bookinfo/sa/ratings', []],
    ['H02', '*', []],
    ['H03', 'cluster.local/ns/bookinfo/sa/nobody', [`KIA0106 ${AT}`]],
    ['H05', 'example.org/ns/bookinfo/sa/ratings', [`KIA0108 ${AT}`]],
    ['H07', 'cluster.local/bookinfo/ratings', [`KIA0106 ${AT}`]],
    ['N06', 'cluster.local/ns/bookinfo/sa/wrong', [`KIA0106 ${AT}`]],
  ])('%s %s', (_, principal, expected) => {
    expect(seen(principal)).toEqual(expected);
  });

  it('H06 no other trust domain is known', () => {
    expect(seen('old.domain/ns/bookinfo/sa/ratings', { trustDomainAliases: [] })).toEqual([`KIA0108 ${AT}`]);
  });

  it('H08 an alias of the trust domain', () => {
    expect(seen('old.domain/ns/bookinfo/sa/ratings', { trustDomainAliases: ['old.domain'] })).toEqual([]);
  });
});
