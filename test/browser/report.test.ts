import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { htmlFailure, htmlReport } from '../../src/report/html/report.ts';
import { hostileRun } from '../report/hostile.ts';
import { shop } from '../report/shop.ts';
import { open, startChromium } from './chromium.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const FAILURE = { error: { code: 'NO_ISTIO', message: '<b>none</b>', hint: 'look' } };

describe('the HTML report in Chromium', () => {
  it.each([
    ['the shop', () => htmlReport(shop())],
    ['hostile names', () => htmlReport(hostileRun())],
    ['a failure', () => htmlFailure({ ...FAILURE } as Parameters<typeof htmlFailure>[0])],
  ])('asks for nothing and says nothing: %s', async (_, html) => {
    const { page, complaints } = await open(browser, html());
    await page.evaluate('document.fonts.ready');
    expect(complaints).toEqual([]);
    expect(await page.$$('b, script:not(:last-of-type), img, iframe, link')).toEqual([]);
    await page.close();
  });

  it('may run nothing but its own script', async () => {
    const { page, complaints } = await open(browser, htmlReport(shop()));
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'document.title = "owned"';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<a id=bad onclick="document.title=1">x</a>');
      document.getElementById('bad').click();
    `);
    expect(await page.title()).toBe('mtls-verify: namespace shop');
    expect(complaints.every((text) => text.includes('Content Security Policy'))).toBe(true);
    expect(complaints.length).toBeGreaterThan(0);
    await page.close();
  });

  it('filters by name and by verdict', async () => {
    const { page } = await open(browser, htmlReport(shop()));
    const visible = () => page.$$eval('.ports > .row:not(.heads):not([hidden])', (rows) => rows.length);
    const shown = () => page.$eval('#shown', (one) => one.textContent);
    const all = await visible();
    expect(all).toBeGreaterThan(3);
    await page.type('#name', 'cart:9090');
    expect(await visible()).toBe(1);
    expect(await shown()).toBe(`1 of ${all} ports`);
    await page.$eval('#name', (input) => {
      input.value = '';
      input.dispatchEvent(new Event('input'));
    });
    await page.click('input[value=match]');
    expect(await visible()).toBeLessThan(all);
    expect(await page.$$('.row[data-verdict=match]:not([hidden])')).toEqual([]);
    await page.close();
  });

  it('leads from the graph to the evidence by keyboard', async () => {
    const { page } = await open(browser, htmlReport(shop()));
    await page.$eval('.graph a', (link) => link.focus());
    await page.keyboard.press('Enter');
    await page.waitForFunction('location.hash !== ""');
    expect(await page.$eval(':target', (row) => row.querySelector('details')?.open)).toBe(true);
    await page.close();
  });

  it.each(['light', 'dark'])('has nothing that axe complains of in %s colours', async (scheme) => {
    const { page } = await open(browser, htmlReport(shop()));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.evaluate(AXE);
    const found = (await page.evaluate('axe.run()')) as AxeResults;
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(found.passes.length).toBeGreaterThan(10);
    await page.close();
  });

  it('fits a phone', async () => {
    const { page } = await open(browser, htmlReport(shop()), 390);
    expect(await page.evaluate('document.scrollingElement.scrollWidth')).toBeLessThanOrEqual(390);
    await page.close();
  });

  it('looks different in the dark, and changes on request', async () => {
    const { page } = await open(browser, htmlReport(shop()));
    const light = await page.screenshot();
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    const dark = await page.screenshot();
    expect(Buffer.compare(light, dark)).not.toBe(0);
    await page.select('#theme', 'light');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    await page.close();
  });

  it('prints with all evidence open', async () => {
    const { page } = await open(browser, htmlReport(shop()));
    await page.pdf();
    expect(await page.$$('details:not([open])')).toEqual([]);
    await page.close();
  });
});
