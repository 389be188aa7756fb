import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium } from 'vexlab/dist/views/browser';
import { figureHtml } from 'vexlab/dist/views/figure-html';
import { plotlyScript } from 'vexlab/dist/views/plotly-script';
import { renderPngs } from 'vexlab/dist/views/static-image';
import { neutral } from 'vexlab/dist/views/theme';
import { inBrowser, noBrowser } from './browser';

const figure = (height: number) => ({
  data: [{ type: 'scatter', x: [1, 2, 3], y: [3, 1, 2] }],
  layout: { height, paper_bgcolor: neutral.paper, font: { color: neutral.ink }, title: { text: 'three points' } },
  text: 'three points',
});

/** Width and height as the file's header says. */
const sizeOf = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('findChromium', () => {
  it('takes the one named, and none instead of another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vexlab-views-'));
    try {
      const path = join(folder, 'chromium');
      expect(findChromium({ VEXLAB_CHROMIUM: path })).toBeUndefined();
      writeFileSync(path, '');
      chmodSync(path, 0o755);
      expect(findChromium({ VEXLAB_CHROMIUM: path })).toBe(path);
      expect(findChromium({ PATH: folder })).toBe(path);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('renderPngs', () => {
  it('is undefined where there is no Chromium', async () => {
    expect(await renderPngs([figure(300)], { env: { VEXLAB_CHROMIUM: '/no/such/browser' } })).toBeUndefined();
  });
  it.skipIf(noBrowser)('draws each figure at twice its size, in light and dark', async () => {
    const [small, large] = (await renderPngs([figure(300), figure(420)], { width: 500 })) as [Buffer, Buffer];
    expect(small.subarray(1, 4).toString()).toBe('PNG');
    expect([sizeOf(small), sizeOf(large)]).toEqual([
      [1000, 600],
      [1000, 840],
    ]);
    const [dark] = (await renderPngs([figure(300)], { width: 500, mode: 'dark' })) as [Buffer];
    expect(dark.equals(small)).toBe(false);
  });
});

describe.skipIf(noBrowser)('a figure as HTML', () => {
  it('is drawn where the page has Plotly', async () => {
    const page = `<head><script>${plotlyScript()}</script></head><body>${figureHtml(figure(300))}</body>`;
    const { seen, faults } = await inBrowser(page, 'light', (tab) => tab.locator('.vexlab-figure .gtitle').innerHTML());
    expect(seen).toBe('three points');
    expect(faults).toEqual([]);
  });
  it('says its text where the page has none', async () => {
    const { seen, faults } = await inBrowser(figureHtml(figure(300)), 'light', (tab) =>
      tab.locator('.vexlab-figure').innerText(),
    );
    expect(seen).toMatch(/^three points\s+The chart itself needs Plotly/);
    expect(faults).toEqual([]);
  });
});
