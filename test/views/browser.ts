import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from 'vexlab/dist/views/browser';

export const executablePath = findChromium();
/** Why tests that need a browser are skipped; undefined where they run. */
export const noBrowser = executablePath === undefined ? 'no Chromium is installed' : undefined;
if (noBrowser) console.error(`skipped: ${noBrowser}`);

/** Opens HTML as a file would open, without a network; returns what `look` does and every request that it made. */
export async function inBrowser<T>(
  html: string,
  colorScheme: 'light' | 'dark',
  look: (page: Page) => Promise<T>,
): Promise<{ seen: T; requests: string[]; faults: string[] }> {
  const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] });
  try {
    const context = await browser.newContext({ colorScheme, offline: true, viewport: { width: 1000, height: 800 } });
    const page = await context.newPage();
    const requests: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.setContent(html, { waitUntil: 'load' });
    return { seen: await look(page), requests, faults };
  } finally {
    await browser.close();
  }
}
