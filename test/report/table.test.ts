import { describe, expect, it } from 'vitest';
import { tableReport, wideReport } from '../../src/report/table.ts';
import { endpoint, runOf, service } from './build-run.ts';
import { shop } from './shop.ts';

/** `npx vitest run --project unit test/report -u` writes the goldens anew. */
const golden = (name: string) => `goldens/${name}.txt`;

describe('the table', () => {
  for (const width of [80, 100, 120, 160, 200]) {
    it(`fits ${width} columns`, async () => {
      const text = tableReport(shop(), { colour: false, width });
      const lines = text.trimEnd().split('\n');
      // The closing line is left to the terminal to break.
      expect(lines.slice(0, -1).filter((line) => line.length > width)).toEqual([]);
      await expect(text).toMatchFileSnapshot(golden(`shop-${width}`));
    });
  }

  it('never cuts a verdict', () => {
    expect(tableReport(shop(), { colour: false, width: 60 })).toContain(' open, plaintext\n');
  });

  it('stands the narrowest terminal', () => {
    for (const width of [0, 1, 60]) {
      expect(tableReport(shop(), { colour: false, width })).toContain('9 ports on 8 endpoints');
    }
  });

  it('adds colour to the same words', () => {
    const plain = tableReport(shop(), { colour: false, width: 120 });
    const colour = tableReport(shop(), { colour: true, width: 120 });
    expect(plain).not.toContain('\u001b');
    expect(colour).toContain('\u001b[31mopen\u001b[0m');
    const stripped = colour.replace(/\u001b\[\d+m/g, '');
    expect(stripped).toBe(plain);
  });

  it('says so when there is nothing', async () => {
    const notes = [
      { code: 'nothing-to-probe' as const, message: 'no Service of the namespace has a ready endpoint' },
    ];
    const text = tableReport(runOf([], [], { notes, require: 'strict' }), { colour: false, width: 100 });
    await expect(text).toMatchFileSnapshot(golden('nothing'));
  });

  it('lists a few endpoints of one finding and counts the rest', async () => {
    const many = Array.from({ length: 12 }, (_, n) =>
      endpoint(
        {
          pod: `api-${n}`,
          ip: `10.4.1.${n}`,
          port: 8080,
          declared: 'STRICT',
          cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
        },
        ['api', 80, 'http'],
      ),
    );
    const text = tableReport(runOf(many, [service(['api', 80, 'http'], many, { cell: 'silent' })]), {
      colour: false,
      width: 120,
    });
    await expect(text).toMatchFileSnapshot(golden('many-endpoints'));
  });

  const services = (amount: number, bad: number) =>
    Array.from({ length: amount }, (_, n) =>
      endpoint(
        {
          pod: `p-${n}`,
          ip: `10.5.${n >> 8}.${n & 255}`,
          port: 8080,
          declared: 'STRICT',
          cells:
            n < bad
              ? ['replied', 'not-tls', 'not-tls', 'not-tls']
              : ['closed-after-bytes', 'certificate-required*', 'certificate-required*', 'replied*'],
        },
        [`svc-${String(n).padStart(4, '0')}`, 80, 'http'],
      ),
    );
  const lines = (report: typeof tableReport, amount: number, bad: number) =>
    report(runOf(services(amount, bad), []), { colour: false, width: 120 }).split('\n');

  it('shows only what does not match when it is long, and says how much it left out', () => {
    const long = lines(tableReport, 60, 2);
    expect(long.filter((line) => line.startsWith('svc-'))).toHaveLength(2);
    expect(long).toContain('58 ports not shown, where all matches; -o wide shows all');
    expect(lines(tableReport, 50, 2).filter((line) => line.startsWith('svc-'))).toHaveLength(50);
    expect(lines(wideReport, 60, 2).filter((line) => line.startsWith('svc-'))).toHaveLength(60);
  });

  it('has a summary alone where all of a long table matches', () => {
    const long = lines(tableReport, 60, 0);
    expect(long.some((line) => line.includes('Verdict'))).toBe(false);
    expect(long).toContain('60 ports not shown, where all matches; -o wide shows all');
  });

  it('keeps its form with more rows than cli-table3 is quick for', () => {
    const head = (amount: number) => lines(wideReport, amount, 0).slice(3, 500);
    expect(head(1001)).toEqual(head(1000));
  });
});

describe('the table of several sources', () => {
  const cells = (verdict: 'open' | 'match') =>
    verdict === 'match'
      ? (['closed-after-bytes', 'certificate-required*', 'certificate-required*', 'replied*'] as const)
      : (['replied', 'not-tls', 'not-tls', 'not-tls'] as const);
  const row = (from: string, verdict: 'open' | 'match') => ({
    ...endpoint(
      { pod: 'api-1', ip: '10.4.1.1', port: 8080, declared: 'STRICT', cells: [...cells(verdict)] },
      ['api', 80, 'http'],
    ),
    from,
    revision: null,
  });
  const sources = [
    { from: 'shop', revision: null },
    { from: 'legacy', revision: null },
  ];

  it('has a line for each source, and counts a port once', async () => {
    const run = runOf([row('shop', 'match'), row('legacy', 'open')], [], { sources });
    for (const width of [80, 140]) {
      await expect(tableReport(run, { colour: false, width })).toMatchFileSnapshot(
        golden(`sources-${width}`),
      );
    }
  });
});
