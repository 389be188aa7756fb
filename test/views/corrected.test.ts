import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { report } from 'vexlab/dist/views/report';
import { comparisonTable } from 'vexlab/dist/views/tables/comparison-table';
import { takeaway } from 'vexlab/dist/views/takeaway';
import { isMeasuredSearch, type Record } from 'vexlab/dist/results/record';
import { hitsFor, okRecord, plainEngine } from './fixture-records';
import { storedRun } from './fixture-runs';

const engine = (name: string) => ({ ...plainEngine, name, title: name });
const wobble = [0, 1, -1, 2, -2];

/** Five runs, each of its own build, of 100 requests of 1 ms, with about this rate. */
const runs = (name: string, rate: number, dataset = 'sift-photos'): Record[] =>
  wobble.map((off, repetition) =>
    okRecord({
      engine: engine(name),
      dataset: { name: dataset, digest: dataset },
      latencies: new Array<number>(100).fill(1),
      hits: hitsFor(100, 10, 0.95),
      measureMs: 100_000 / (rate + off),
      search: { ef: 16 },
      repetition,
      buildIndex: repetition,
    }),
  );

/** The same with one of ten neighbours found. */
const worse = (record: Record): Record =>
  isMeasuredSearch(record)
    ? {
        ...record,
        answers: {
          ...record.answers,
          hits: Buffer.from(Uint16Array.from(hitsFor(100, 10, 0.1)).buffer).toString('base64'),
        },
      }
    : record;

/** Two engines on two datasets: two comparisons. */
const twice = [
  ...runs('A', 300),
  ...runs('B', 100),
  ...runs('A', 300, 'wordnet-minilm'),
  ...runs('B', 100, 'wordnet-minilm'),
];

describe('comparisons that stand together', () => {
  it('are corrected for their number, over all paragraphs of a text', () => {
    const paragraphs = takeaway(summarise(twice)).split('\n');
    expect(paragraphs).toHaveLength(2);
    for (const text of paragraphs) {
      expect(text).toMatch(
        /the rate of B, 100 \(98\.0–102\) at ef 16; Mann–Whitney p = 0\.016, corrected by Holm for 2 comparisons\.$/,
      );
    }
  });

  it('are the same on the page of a report, under the figure and above it', () => {
    const page = report([storedRun(twice)]);
    expect(page.match(/Mann–Whitney p = 0\.016, corrected by Holm for 2 comparisons/g)?.length).toBeGreaterThanOrEqual(
      4,
    );
    expect(page).not.toContain('p = 0.0079');
    expect(page).toContain('corrected by the method of Holm (1979)');
  });

  it('say of each rate at equal recall what it is against the fastest, or that no difference is shown', () => {
    const summaries = summarise([...runs('A', 300), ...runs('B', 301), ...runs('C', 100)]);
    const html = comparisonTable(summaries, { rows: 'picked' }).html();
    expect(html).toContain('<th class="l" scope="col">against the fastest</th>');
    expect(html).toMatch(/>B<\/td>.*>fastest<\/td>/);
    expect(html).toMatch(
      />A<\/td>.* title="the 95 % intervals overlap \(Mann–Whitney p = [\d.]+, corrected by Holm for 3 comparisons\)">no difference shown<\/td>/,
    );
    expect(html).toMatch(
      />C<\/td>.* title="the 95 % intervals are apart [^"]*">× 0\.332<small>0\.3\d+–0\.3\d+<\/small><\/td>/,
    );
    const unequal = comparisonTable(summarise([...runs('A', 300), ...runs('B', 100).map(worse)]), { rows: 'picked' });
    expect(unequal.html()).toContain('title="not at equal recall, so the rates are not compared">—</td>');
    expect(comparisonTable(summaries).html()).not.toContain('against the fastest');
  });

  it('print in bold what eight engines of five runs do not tell apart, and not what they do', () => {
    const rates = [300, 301, 100, 101, 102, 99, 98, 97];
    const html = comparisonTable(summarise(rates.flatMap((rate, i) => runs(`E${i}`, rate)))).html();
    const bold = [...html.matchAll(/<b>(\d+)<\/b><small>\d/g)].map(([, rate]) => Number(rate));
    expect(bold).toEqual([300, 301]);
    expect(html).toContain('corrected for every pair that this table puts side by side');
  });
});

describe('where no difference is shown', () => {
  it('the text says what ratio would have been', () => {
    const many = (name: string, rate: number) =>
      [0, 1, 2].flatMap((round) =>
        runs(name, rate).map((record) => {
          const repetition = 5 * round + record.cell.repetition;
          if (!isMeasuredSearch(record)) return record;
          const cell = { ...record.cell, repetition, buildIndex: repetition };
          return { ...record, cellId: `${name} ${repetition}`, cell, build: { ...record.build, id: `b${repetition}` } };
        }),
      );
    expect(takeaway(summarise([...many('A', 300), ...many('B', 301)]))).toMatch(
      /No difference of rate is shown between B and A, .* The smallest ratio that these 15 runs would show in 80 % of cases is 1\.0\d\.$/,
    );
  });
  it('or that this is not known', () => {
    expect(takeaway(summarise([...runs('A', 300), ...runs('B', 301)]))).toMatch(
      / What ratio they would show is not available: it takes 10 runs of one setting \(A\/A\), there are 5\.$/,
    );
  });
});
