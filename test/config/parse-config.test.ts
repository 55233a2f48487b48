import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/parse-config.ts';

const parse = (text: string) => parseConfig('mtls-verify.yaml', text);

const FULL = `# what we know
require: strict
image: mirror.example/node:22
from: [probes, other]
exceptions:
  - namespace: shop
    service: legacy
    labels: {app: legacy}
    port: 8081
    finding: MTLS001
    reason: "moves in OPS-12"
    expires: 2027-01-31
  - verdict: open
    port: http
    reason: r
    expires: 2027-02-28
`;

describe('the configuration file', () => {
  it('is read as it stands', () => {
    expect(parse(FULL)).toEqual({
      require: 'strict',
      image: 'mirror.example/node:22',
      from: ['probes', 'other'],
      exceptions: [
        {
          namespace: 'shop',
          service: 'legacy',
          labels: { app: 'legacy' },
          port: 8081,
          finding: 'MTLS001',
          reason: 'moves in OPS-12',
          expires: '2027-01-31',
        },
        { verdict: 'open', port: 'http', reason: 'r', expires: '2027-02-28' },
      ],
    });
  });

  it('may say nothing', () => {
    expect(parse('')).toEqual({});
    expect(parse('# nothing yet\n')).toEqual({});
  });

  it.each([
    ['no YAML', 'require: [strict', '1:17: '],
    ['a list', '- require: strict', '1:1: the file must be object'],
    ['an unknown field', 'image: x\nrequires: strict', '2:11: the file has no field requires'],
    ['an unknown floor', 'require: permissive', '1:10: require must be equal to constant'],
    [
      'an exception without a reason',
      'exceptions:\n  - verdict: open\n    expires: 2027-01-31',
      "2:5: exceptions[0] must have required property 'reason'",
    ],
    [
      'an unknown verdict',
      FULL.replace('verdict: open', 'verdict: inconclusive'),
      '13:14: exceptions[1].verdict must be equal to one of the allowed values: open, closed, broken, plaintext',
    ],
    [
      'a day that is none',
      FULL.replace('2027-02-28', '2027-02-30'),
      '16:14: 2027-02-30 is no day of the calendar',
    ],
    [
      'a day written otherwise',
      FULL.replace('2027-02-28', '28.2.2027'),
      '16:14: exceptions[1].expires must match',
    ],
    ['a code that is none', FULL.replace('MTLS001', 'MTLS999'), '10:14: MTLS999 is not the code of a drift'],
    [
      'the code of a doubt, which nothing can allow',
      FULL.replace('MTLS001', 'MTLS103'),
      '10:14: MTLS103 is not the code of a drift',
    ],
    [
      'an exception for anything',
      FULL.replace('verdict: open\n    ', ''),
      '13:5: exceptions[1] must name a finding or a verdict that it allows',
    ],
  ])('refuses %s, with the line', (_what, text, words) => {
    expect(() => parse(text)).toThrow(
      expect.objectContaining({
        code: 'CONFIG',
        exitCode: 2,
        message: expect.stringContaining(`mtls-verify.yaml:${words}`) as string,
      }) as Error,
    );
  });

  it('tells all that is wrong at once', () => {
    expect(() => parse('image: 3\nfrom: []\nx: 1')).toThrow(/:1:8: .*; .*:2:7: .*; .*:3:4: /);
  });

  it('does not unfold what a few aliases stand for', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi']
      .map((line, index, all) => {
        const before = String(all[index - 1]).charAt(0);
        return index === 0 ? line : `${line}: &${line} [${Array(9).fill(`*${before}`).join(', ')}]`;
      })
      .join('\n');
    expect(() => parse(bomb)).toThrow(expect.objectContaining({ code: 'CONFIG' }) as Error);
  });
});
