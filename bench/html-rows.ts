import type { Page } from 'puppeteer-core';
import { htmlReport } from '../src/report/html/report.ts';
import { open, startChromium } from '../test/browser/chromium.ts';
import { type Measure, median } from './measure.ts';
import { FEW, MANY, rows } from './run-rows.ts';

const ROUNDS = 5;

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
