import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { LabError } from '../base/lab-error';
import { chromiumFlags, findChromium } from './browser';
import type { Figure } from './figure';
import { plotlyPath } from './plotly-script';
import { figureHeight, palettes, withMode, type Mode } from './theme';

export interface ImageOptions {
  readonly mode?: Mode;
  /** Pixels of the page; the image has twice as many. */
  readonly width?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Draws figures as PNG, twice as fine as the screen, with one headless browser and no network. Undefined where no
 * Chromium is installed (`VEXLAB_CHROMIUM` names one elsewhere). Rejects with a LabError `no-browser` where it does not
 * start.
 */
export async function renderPngs(
  figures: readonly Figure[],
  options: ImageOptions = {},
): Promise<Buffer[] | undefined> {
  const executablePath = findChromium(options.env);
  if (executablePath === undefined) return undefined;
  const { mode = 'light', width = 900 } = options;
  // Chromium leaves files in the home folder; nothing of the lab's belongs there.
  const home = mkdtempSync(join(tmpdir(), 'vexlab-browser-'));
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home } as { [name: string]: string };
  try {
    const browser = await chromium
      .launch({ executablePath, args: [...chromiumFlags], env })
      .catch((thrown: unknown) => {
        throw new LabError({
          code: 'no-browser',
          where: executablePath,
          what: `does not start: ${String(thrown).split('\n')[0]}`,
          remedy: 'install another Chromium, or name one in VEXLAB_CHROMIUM',
          cause: thrown,
        });
      });
    try {
      const context = await browser.newContext({
        deviceScaleFactor: 2,
        offline: true,
        viewport: { width, height: 900 },
      });
      return await drawAll(await context.newPage(), figures, { mode, width });
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function drawAll(
  page: Page,
  figures: readonly Figure[],
  { mode, width }: { mode: Mode; width: number },
): Promise<Buffer[]> {
  await page.setContent(`<body style="margin:0;background:${palettes[mode].paper}"><div id="figure"></div></body>`);
  await page.addScriptTag({ path: plotlyPath() });
  const images: Buffer[] = [];
  for (const figure of figures) images.push(await draw(page, withMode(figure, mode), width));
  return images;
}

async function draw(page: Page, { data, layout }: Figure, width: number): Promise<Buffer> {
  const height = typeof layout.height === 'number' ? layout.height : figureHeight;
  await page.setViewportSize({ width, height });
  const drawing = { data, layout: { ...layout, width, height }, config: { staticPlot: true } };
  await page.evaluate(`Plotly.newPlot('figure', ${JSON.stringify(drawing)})`);
  const image = await page.screenshot({ clip: { x: 0, y: 0, width, height } });
  await page.evaluate("Plotly.purge('figure')");
  return image;
}
