import type { Page } from 'puppeteer-core';
import type { Run } from '../src/model/run.ts';
import { htmlReport } from '../src/report/html/report.ts';
import { open, startChromium } from '../test/browser/chromium.ts';
import { endpoint, runOf, service } from '../test/report/build-run.ts';
import { type Measure, median } from './measure.ts';

const FEW = 50;
const MANY = 5000;
const ROUNDS = 5;

/** A run of so many rows, one in twenty of which does not match. */
function rows(amount: number): Run {
  const behind = Array.from({ length: amount / 2 }, (_, at) => {
    const bad = at % 10 === 0;
    const required = 'certificate-required*' as const;
    return endpoint(
      {
        pod: `web-${at}-7d9f5c6b8-x2k2p`,
        ip: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
        port: 8080,
        declared: 'STRICT',
        cells: bad
          ? ['replied', 'not-tls', 'not-tls', 'not-tls']
          : ['closed-after-bytes', required, required, 'replied*'],
      },
      [`web-${at}`, 80, 'http'],
    );
  });
  return runOf(
    behind,
    behind.map((row, at) => service([`web-${at}`, 80, 'http'], [row], { cell: 'replied' })),
  );
}

const PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`;
/** Milliseconds until a name that was typed has changed what is laid out. */
const FILTER = `(() => {
  const name = document.getElementById('name');
  const start = performance.now();
  name.value = name.value === '' ? 'web-1' : '';
  name.dispatchEvent(new Event('input'));
  document.body.getBoundingClientRect();
  return performance.now() - start;
})()`;

async function inBrowser(measured: (page: Page) => Promise<number>): Promise<{ few: number; many: number }> {
  const browser = await startChromium();
  try {
    const [few, many] = [FEW, MANY].map((amount) => htmlReport(rows(amount)));
    const seen = { few: [] as number[], many: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [key, html] of [
        ['few', few],
        ['many', many],
      ] as const) {
        const { page } = await open(browser, html ?? '');
        seen[key].push(await measured(page));
        await page.close();
      }
    }
    return { few: median(seen.few), many: median(seen.many) };
  } finally {
    await browser.close();
  }
}

function measure(what: string, limit: number, { few, many }: { few: number; many: number }): Measure {
  const ratio = (many / few).toFixed(1);
  const detail = `${what} of ${MANY} rows; ${few.toFixed(1)} ms with ${FEW} rows, ratio ${ratio}, ${ROUNDS} rounds`;
  return { value: Math.round(many), limit, unit: 'ms', detail };
}

/** When Chromium first shows something of a report of 5,000 rows. */
export async function htmlFirstPaint(): Promise<Measure> {
  const seen = await inBrowser(async (page) => {
    await page.waitForFunction(`${PAINT} !== undefined`);
    return Number(await page.evaluate(PAINT));
  });
  return measure('first paint', 1000, seen);
}

/** How long a filter takes there, layout included. */
export async function htmlFilter(): Promise<Measure> {
  const seen = await inBrowser(async (page) => {
    const times: number[] = [];
    for (let turn = 0; turn < 6; turn++) times.push(Number(await page.evaluate(FILTER)));
    return median(times);
  });
  return measure('filter', 100, seen);
}
