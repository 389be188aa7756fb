import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { outcomesText } from 'vexlab/dist/views/outcomes-text';
import { latencySentences } from 'vexlab/dist/views/latency-takeaway';
import { comparisonTable } from 'vexlab/dist/views/tables/comparison-table';
import { takeaway } from 'vexlab/dist/views/takeaway';
import type { LoadFacts, OkRecord } from 'vexlab/dist/results/record';
import { hitsFor, missingRecord, okRecord, plainEngine, plausibleRecords } from './fixture-records';

const other = { ...plainEngine, name: 'other', title: 'Other', mark: { colour: '#000000', symbol: 'square' } };
const wobble = [0, 1, -1, 2, -2];

/** Five runs, each of its own build, of 100 requests of 1 ms, with about this rate and recall. */
const runs = (rate: number, more: Parameters<typeof okRecord>[0] | object = {}, recall = 0.95): OkRecord[] =>
  wobble.map((off, repetition) =>
    okRecord({
      latencies: new Array<number>(100).fill(1),
      hits: hitsFor(100, 10, recall),
      measureMs: 100_000 / (rate + off),
      search: { ef: 16 },
      repetition,
      buildIndex: repetition,
      ...more,
    }),
  );

describe('takeaway', () => {
  it('says how many times faster, with interval, test and numbers, where that is shown', () => {
    expect(takeaway(summarise([...runs(300), ...runs(100, { engine: other })]))).toBe(
      'On sift-photos at recall@10 ≥ 0.95 with 1 client, Plain answers 300 (298–302) queries/s at ef 16: 3.00 times ' +
        '(2.94–3.06) the rate of Other, 100 (98.0–102) at ef 16; Mann–Whitney p = 0.0079.',
    );
  });
  it('says that no difference is shown where none is', () => {
    const text = takeaway(summarise([...runs(101), ...runs(100, { engine: other })]));
    expect(text).toContain('No difference of rate is shown between Plain and Other');
    expect(text).toContain('the 95 % intervals overlap');
    expect(text).not.toContain('times');
  });
  it('says it with few runs, however far apart', () => {
    const text = takeaway(summarise([...runs(3000).slice(0, 3), ...runs(100, { engine: other }).slice(0, 3)]));
    expect(text).toContain('3 runs of a setting leave no interval');
    expect(text).not.toContain('times');
  });
  it('compares no rates where no recall is common', () => {
    const text = takeaway(summarise([...runs(300, {}, 0.3), ...runs(100, { engine: other })]));
    expect(text).toContain('no recall@10 is reached by all with 1 client, so their rates are not compared');
  });
  it('gives no ratio to a rate of 0, as of an engine that in most runs answered nothing', () => {
    const silent = okRecord({ latencies: [], hits: hitsFor(10, 10, 0), errors: { refused: 10 }, measureMs: 1000 });
    const { answers, errors, histograms } = silent;
    const mostlySilent = runs(100, { engine: other }).map((record, run) =>
      run < 3 ? { ...record, answers, errors, histograms } : record,
    );
    // U = 25 with three rates of 0 tied: z = 12 / 4.73.
    expect(takeaway(summarise([...runs(300), ...mostlySilent]))).toMatch(
      /^On sift-photos at recall@10 ≥ 0\.8 with 1 client, Plain answers 300 \(298–302\) queries\/s at ef 16: more than Other, 0 \(0–[\d.]+\) at ef 16, to which there is no ratio; Mann–Whitney p = 0\.011\. Other: 30 of 230 requests failed \(30 refused\)\.$/,
    );
  });
  it('tells the trade of one engine', () => {
    const text = takeaway(summarise([...runs(300, {}, 0.9), ...runs(100, { search: { ef: 64 } }, 0.99)]));
    expect(text).toMatch(
      /^On sift-photos Plain with 1 client goes from recall@10 0\.900 at 300 \(298–302\) queries\/s, ef 16 to 0\.990 at 100 /,
    );
    expect(text).toContain('Recall 0.99 is reached at ef 64 (0.990), at 100 (98.0–102) queries/s.');
  });
  it('says that data are synthetic, and that nothing was measured', () => {
    expect(takeaway(summarise(runs(10, { dataset: { synthetic: true } })))).toMatch(/^On sift-photos \(synthetic\)/);
    expect(takeaway(summarise([missingRecord({ why: 'no binary' })]))).toBe(
      'Nothing was measured (Plain unavailable: no binary).',
    );
    expect(takeaway([])).toBe('Nothing was measured.');
  });
  it('of latency names the percentile that all carry', () => {
    const settings = summarise(runs(300)).filter((summary) => summary.state === 'measured');
    expect(latencySentences(settings)).toEqual([
      'With 1 client p95 is 1.00 (1.00–1.00) ms for Plain, ef 16 (median 1.00 ms).',
    ]);
    expect(latencySentences([])).toEqual(['Too few answers to show any percentile.']);
  });
});

describe('comparisonTable', () => {
  const finding = {
    check: 'little',
    verdict: 'warn',
    numbers: { inFlight: 1 },
    advice: 'the client <waited>',
  } as const;
  const table = comparisonTable(
    summarise([
      ...runs(300, { findings: [finding] }),
      ...runs(301, { search: { ef: 17 } }, 0.96),
      ...runs(100, { engine: other, errors: { refused: 20 } }),
      missingRecord({
        engine: { ...plainEngine, name: 'gone', title: 'Gone' },
        why: 'no binary',
        remedy: 'install it',
      }),
    ]),
  );
  const html = table.html();

  it('prints the best rate and those not distinguishable from it in bold, interval beside', () => {
    expect(html).toContain('<b>300</b><small>298–302</small>');
    expect(html).toContain('<b>301</b><small>299–303</small>');
    expect(html).not.toContain('<b>100</b>');
  });
  it('prints nothing in bold, and no interval, where runs are too few', () => {
    const few = comparisonTable(
      summarise([...runs(300).slice(0, 3), ...runs(100, { engine: other }).slice(0, 3)]),
    ).html();
    expect(few).toContain('title="no interval: 3 runs">300<small>no interval</small>');
    expect(few).not.toMatch(/<b>(300|100)</);
  });
  it('marks what a check found, the finding on hover', () => {
    expect(html).toContain('title="little (5 of 5 runs): the client &lt;waited&gt;">⚠\u00a0little</td>');
    expect(html).toContain('>measured\u00a0⚠</td>');
  });
  it('shows failed requests, by kind on hover', () => {
    expect(html).toContain('title="100 refused">100 of 600</td>');
    expect(table.text()).toMatch(/Other .* 100 of 600$/m);
  });
  it('shows what could not run in grey, with reason and remedy', () => {
    expect(html).toMatch(/<td class="l grey">Gone<\/td><td class="l grey">unavailable<\/td>.*no binary; install it/);
  });
  it("shows a black mark as the page's own ink", () => expect(html).toContain('background:currentColor'));
  it('becomes a frame whose rows stand by themselves', async () => {
    const frame = await table.frame();
    const column = (name: string) => frame.values.map((row) => row[frame.columns.indexOf(name)]);
    expect(frame.shape).toEqual([4, 24]);
    expect(column('engine')).toEqual(['Other', 'Plain', 'Plain', 'Gone']);
    expect(column('dataset')).toEqual(['sift-photos', 'sift-photos', 'sift-photos', 'sift-photos']);
    expect(column('qps')).toEqual([100, 300, 301, null]);
    expect(column('ef')).toEqual([16, 16, 17, null]);
    expect(column('pareto')).toEqual([false, false, true, null]);
    expect(column('failed')).toEqual([100, 0, 0, null]);
    expect(column('why_missing')).toEqual([null, null, null, 'no binary']);
  });
  it('shows each rate as a share of the ceiling of bare requests, with what that was measured against, or why there is none', async () => {
    const loads: LoadFacts[] = [
      { ceiling: 1200, ceilingOf: { against: 'null-server', clients: 1, rates: [1200] } },
      { noCeiling: 'of batches none is measured' },
    ];
    const [near, none] = loads.map((load) =>
      comparisonTable(summarise(runs(300).map((record) => ({ ...record, load })))),
    );
    expect(near?.html()).toContain(
      'title="1,200/s were reached just before by bare HTTP requests of as many clients against a server on this machine that does nothing; median of 5 runs">25.0 %</td>',
    );
    const frame = await near?.frame();
    expect(frame?.values[0]?.[frame.columns.indexOf('of_the_ceiling')]).toBeCloseTo(0.25, 9);
    expect(none?.html()).toContain('title="of batches none is measured">—</td>');
    expect(html).toContain(
      'title="the record has no ceiling of the client, as those made before it was measured">—</td>',
    );
    expect(near?.text()).not.toContain('ceiling');
  });
  it('takes one setting of each line where asked: the fastest of equal recall', () => {
    const picked = comparisonTable(summarise([...runs(300), ...runs(400, { search: { ef: 17 } })]), { rows: 'picked' });
    expect(picked.text()).toContain('; each at its fastest with recall ≥ 0.95');
    expect(picked.text()).toMatch(/Plain +measured ✗ +17 +0\.950 +400/);
    expect(picked.text()).not.toMatch(/Plain +measured ✗ +16/);
  });
});

describe('the terminal summary', () => {
  const text = outcomesText(summariseAll(plausibleRecords(200))).join('\n');
  it('fits 100 columns', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
  it('names engine, state, recall, rate, p50, p99 and memory of each, with intervals and a mark of the checks, and what could not run', () => {
    expect(text).toMatch(/^engine +state +ef +recall@10 +rate +p50 +p99 +memory\n +queries\/s +ms +ms +MiB\n/);
    expect(text).toMatch(
      /HNSW in process +measured +128 +0\.996 +4,410 +0\.226 +0\.34\d +lab 220\n +[\d.]+–[\d.]+ +[\d,]+–[\d,]+ /,
    );
    expect(text).toMatch(/Vector server +measured ⚠ +128 /);
    expect(text).toContain('unavailable  no such module is loaded in this kernel; sudo insmod kernelfs.ko');
  });
});
