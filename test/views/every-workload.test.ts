import { beforeAll, describe, expect, it } from 'vitest';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { summaryOf } from 'vexlab/dist/cli/summary-of';
import { report } from 'vexlab/dist/views/report';
import { inBrowser, noBrowser } from './browser';
import { everyWorkload, planted, workloads } from './fixture-every-workload';
import { storedRun } from './fixture-runs';

const run = storedRun(everyWorkload());
const html = report([run]);
const part = (id: string): string => new RegExp(`<section id="${id}">[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';
const plain = (text: string): string => text.replace(/\s+/g, ' ');

let summary: Awaited<ReturnType<typeof summaryOf>>;
beforeAll(async () => {
  summary = await summaryOf([run]);
}, 60_000);

describe('a run of every workload', () => {
  it.each(workloads)('%s: the page lists its findings, its lost repetitions and what was not measured', (type) => {
    const { advice, numbers, lost, gone } = planted(type);
    const row = part('checks')
      .split('<tr>')
      .find((one) => one.includes(advice));
    expect(row).toContain(`seen ${numbers.seen.toLocaleString('en-US')}, share 0.250`);
    expect(row).toContain(type === 'open' ? '<b>fail</b>' : 'warn');
    expect(part('missing')).toContain(`1 repetition ${lost.state}: ${lost.why}; ${lost.remedy}`);
    const missing = part('missing')
      .split('<tr>')
      .find((one) => one.includes(gone.why));
    expect(missing).toContain(gone.remedy);
    expect(missing).toContain('Absent engine');
  });

  it.each(workloads)('%s: so does the summary', (type) => {
    const { advice, lost, gone } = planted(type);
    const text = plain(summary.text);
    expect(text).toContain(`${type === 'open' ? 'fail' : 'warn'}: planted in 1 of 1 runs of `);
    expect(text).toContain(`${advice} (seen 4,321, share 0.250)`);
    expect(text).toContain(`1 repetition ${lost.state}: ${lost.why}; ${lost.remedy}`);
    expect(text).toMatch(new RegExp(`skipped: Absent engine on \\S+ \\([^)]+\\): ${gone.why}; ${gone.remedy}`));
  });

  it('has a section, a table in the summary and values in the JSON for each', () => {
    for (const id of ['panel-0', 'open', 'endurance', 'capacity', 'batched', 'filtered', 'mixed', 'ingest'])
      expect(part(id)).not.toBe('');
    const { text, outcomes } = summary;
    for (const title of [
      'Under load for long',
      'The highest rate held',
      'Several queries in one request',
      'With a filter',
      'Between writes',
      'The writes',
      'Filling',
      'Growth',
    ]) {
      expect(text).toMatch(new RegExp(`^${title}$`, 'm'));
    }
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(outcomes).toEqual(summariseAll(run.records));
    for (const some of Object.values<readonly { state: string }[]>({ ...outcomes })) {
      expect(some.some(({ state }) => state === 'measured')).toBe(true);
    }
  });

  it('says in the filtered section what each share that passes costs, with intervals', () => {
    const filtered = part('filtered');
    expect(filtered).toMatch(/where 0\.05 % pass it answers 2,040 \(2,\d+–2,\d+\) queries\/s/);
    expect(filtered).toMatch(
      /<td class="r">0\.800<small>0\.800<\/small>|<td class="r">0\.800<small>0\.[^<]+–0\.[^<]+</,
    );
    expect(filtered).toMatch(/<td class="r">510<small>[\d,]+–[\d,]+</);
    expect(filtered).toMatch(/data-figure="\d+"/);
  });

  it('says in the mixed section recall and latency with writes and without, the writes, stale and fresh rows', () => {
    const mixed = part('mixed');
    expect(mixed).toMatch(/its median search takes 2\.00 \([^)]+–[^)]+\) ms, without writes 1\.00 \([^)]+–[^)]+\) ms/);
    expect(mixed).toMatch(/<td class="r">0\.990<small>/);
    expect(mixed).toContain('15 of 150');
    expect(mixed).toMatch(/<td class="r">50\.0<small>/);
    expect(mixed).toMatch(/<td class="r">3\.0\d<small>/);
  });

  it('tells a reason once, however many workloads it explains', () => {
    const why = 'no such module is loaded in this kernel';
    const rows = part('missing')
      .split('<tr>')
      .filter((row) => row.includes(why) && row.includes('sift-photos'));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toContain('open loops');
    expect(rows[0]).toContain('closed loop');
  });
});

describe.skipIf(noBrowser)('the page of every workload in a browser', () => {
  it('draws every figure, and neither it nor a table is wider than the window', async () => {
    const { seen, faults } = await inBrowser(html, 'light', async (page) => {
      const figures = await page.locator('.chart').count();
      await expect.poll(() => page.locator('.chart:has(.gtitle)').count(), { timeout: 20_000 }).toBe(figures);
      return {
        figures,
        overflow: await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
        // What is folded away may scroll.
        wide: await page.evaluate<string[]>(
          "[...document.querySelectorAll('section > .vexlab-scroll, .wrapped')].filter((box) => " +
            "[...box.querySelectorAll('table')].some((table) => table.scrollWidth > box.clientWidth))" +
            ".map((box) => box.closest('section').id)",
        ),
      };
    });
    expect(seen).toMatchObject({ overflow: 0, wide: [] });
    expect(seen.figures).toBeGreaterThanOrEqual(12);
    expect(faults).toEqual([]);
  });
});
