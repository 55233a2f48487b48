import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, launch, type Page } from 'puppeteer-core';

export interface Opened {
  page: Page;
  /** What the page said on its console, threw, asked for, or was not allowed to do. */
  complaints: string[];
}

/** A real Chromium (Debian's package, or the one that CHROMIUM names). */
export async function startChromium(): Promise<Browser> {
  // CI runs as root, for whom Chromium has no sandbox of its own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args });
}

/** Opens a document from a file, as users do, and watches all that it does beyond being shown. */
export async function open(browser: Browser, html: string, width = 1300): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'mtls-verify-page-'));
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  const page = await browser.newPage();
  const complaints: string[] = [];
  const own = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${String(error)}`));
  page.on('dialog', (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== own) complaints.push(`request: ${request.url()}`);
  });
  await page.setViewport({ width, height: 900 });
  await page.goto(own, { waitUntil: 'load' });
  page.once('close', () => void rm(folder, { recursive: true, force: true }));
  return { page, complaints };
}
