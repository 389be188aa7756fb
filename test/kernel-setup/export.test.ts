import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chromiumFlags, findChromium } from 'vexlab/dist/views/browser';
import { root } from './drive-kernel';
import { figureBundle, writeNotebook } from './notebook';
import { runToEnd } from './run-to-end';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

const browserPath = findChromium();
const figure = { output_type: 'display_data', metadata: {}, data: figureBundle };

describe('jupyter nbconvert --to html', () => {
  let folder: string;
  const page = (name: string) => join(folder, `${name}.html`);
  const html = (name: string) => readFileSync(page(name), 'utf8');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vexlab-export-'));
    writeNotebook(join(folder, 'figure.ipynb'), ['show()'], { outputs: [figure] });
    writeNotebook(join(folder, 'plain.ipynb'), ['console.log(1)']);
    writeNotebook(join(folder, 'formula.ipynb'), [], { prose: 'recall is $r/k$' });
    const notebooks = ['figure', 'plain', 'formula'].map((name) => join(folder, `${name}.ipynb`));
    const jupyter = join(root, '.venv', 'bin', 'jupyter');
    const { code, stderr } = await runToEnd([jupyter, 'nbconvert', '--to', 'html', '--log-level=ERROR', ...notebooks]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('carries Plotly once for a notebook with a figure, and fetches nothing', () => {
    const plotly = readFileSync(join(root, 'node_modules', 'plotly.js', 'plotly.min.js'), 'utf8');
    expect(html('figure').split(plotly.slice(0, 2000))).toHaveLength(2);
    expect(html('figure')).toContain('"\\u003c/script\\u003e"');
    expect(html('figure').replace(plotly, '')).not.toMatch(/<(script|link)[^>]+(src|href)="https?:/);
  });

  it('carries no library for a notebook without a figure', () => {
    expect(html('plain')).not.toContain('Plotly.newPlot');
    expect(html('plain').length).toBeLessThan(1e6);
  });

  it('loads what draws formulas only where there is one', () => {
    expect(html('plain')).not.toMatch(/mathjax/i);
    expect(html('formula')).toMatch(/mathjax/i);
  });

  it.skipIf(!browserPath)(
    `draws the figure without a network${browserPath ? '' : ' (skipped: no Chromium)'}`,
    async () => {
      const browser = await chromium.launch({ executablePath: browserPath, args: [...chromiumFlags] });
      try {
        const tab = await (await browser.newContext({ offline: true })).newPage();
        await tab.goto(`file://${page('figure')}`);
        expect(await tab.locator('.js-plotly-plot .gtitle').allTextContents()).toEqual(['Three']);
      } finally {
        await browser.close();
      }
    },
  );
});
