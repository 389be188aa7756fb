import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { recallText, three } from 'vexlab/dist/views/format';
import { report } from 'vexlab/dist/views/report';
import { inBrowser, noBrowser } from './browser';
import { missingRecord, okRecord, plausibleRecords } from './fixture-records';
import { storedRun } from './fixture-runs';

const records = plausibleRecords(200);
const html = report([storedRun(records)]);
/** The page without Plotly's own source, which holds addresses that these figures never ask for. */
const own = html.replace(/<script>\/\*[\s\S]*?<\/script>/, '');

describe('the report', () => {
  it('carries everything it needs', () => {
    expect(own.length).toBeLessThan(html.length / 4);
    expect(own).not.toMatch(/https?:|<link|<img|<iframe|@import|url\(|src=/);
    expect(html).toContain("default-src 'none'");
  });

  it('shows the numbers that the records give', () => {
    for (const summary of summarise(records)) {
      if (summary.state !== 'measured') continue;
      expect(own).toContain(`>${three(summary.qps.value)}<`);
      expect(own).toContain(recallText(summary.recall?.value ?? NaN));
      expect(own).toContain(three(summary.latency.p50?.value ?? NaN));
    }
  });

  it('says what was not measured, why, and what to do', () => {
    expect(own).toContain('no such module is loaded in this kernel');
    expect(own).toContain('sudo insmod kernelfs.ko');
    const cut = report([storedRun(records, { damage: ['records.jsonl line 7: torn'], damaged: 1 })]);
    expect(cut).toContain('A line could not be read and its cell counts as not measured: records.jsonl line 7: torn');
  });

  it('names machine, versions, commit, run and raw records', () => {
    for (const text of [
      'Example CPU 9000',
      'hnswlib-node 3.0.0',
      'commit 0123abc',
      '/somewhere/results/2026-01-02T03-04-05-aaaa/records.jsonl',
    ]) {
      expect(own).toContain(text);
    }
  });

  it('shows the findings of the checks', () => expect(own).toContain('requests in flight of 4 asked'));

  it('takes no text for markup', () => {
    const evil = '</script><img src=x onerror=alert(1)>';
    const page = report([
      storedRun([
        okRecord({ dataset: { name: evil }, latencies: [1, 2], hits: [1, 1], measureMs: 1 }),
        missingRecord({ dataset: { name: evil }, why: evil, remedy: evil }),
      ]),
    ]);
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x');
  });

  it('of nothing measured says so', () => {
    const page = report([storedRun([missingRecord({ why: 'no such binary' })])]);
    expect(page).toContain('no such binary');
    expect(page).not.toContain('data-figure="0"');
    expect(report([])).toContain('Vector search: nothing was measured');
  });
});

describe.skipIf(noBrowser)('the report in a browser', () => {
  it("draws its figures in the reader's colours without asking for anything", async () => {
    const ink = "getComputedStyle(document.querySelector('.chart .gtitle')).fill";
    const { seen, requests, faults } = await inBrowser(html, 'light', async (page) => {
      const light = await page.evaluate<string>(ink);
      await page.emulateMedia({ colorScheme: 'dark' });
      // Asked from here: the page's policy lets nothing inside it evaluate a text again and again.
      await expect.poll(() => page.evaluate<string>(ink), { timeout: 10_000 }).not.toBe(light);
      return {
        light,
        dark: await page.evaluate<string>(ink),
        figures: await page.locator('.chart').count(),
        drawn: await page.locator('.chart:has(.gtitle)').count(),
        overflow: await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
      };
    });
    expect(seen).toEqual({ light: 'rgb(31, 35, 40)', dark: 'rgb(232, 234, 237)', figures: 6, drawn: 6, overflow: 0 });
    expect(requests.filter((url) => !/^(data|blob|about):/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('has room for its figures on a narrow page, which scrolls them and not itself', async () => {
    const { seen } = await inBrowser(html, 'dark', async (page) => {
      await page.setViewportSize({ width: 420, height: 800 });
      await expect.poll(() => page.locator('.chart:has(.gtitle)').count(), { timeout: 10_000 }).toBe(6);
      return {
        overflow: await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
        narrowest: await page.evaluate<number>(
          "Math.min(...[...document.querySelectorAll('.chart')].map(({ clientWidth }) => clientWidth))",
        ),
      };
    });
    expect(seen).toEqual({ overflow: 0, narrowest: 640 });
  });
});
