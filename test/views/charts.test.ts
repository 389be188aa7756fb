import { describe, expect, it } from 'vitest';
import { panels } from 'vexlab/dist/analysis/panels';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { Summary } from 'vexlab/dist/analysis/summary';
import { parseSynthetic, syntheticName } from 'vexlab/dist/datasets/synthetic-spec';
import { nearestDistanceChart, vectorNormsChart } from 'vexlab/dist/views/charts/dataset-charts';
import { histogramChart } from 'vexlab/dist/views/charts/histogram-chart';
import { latencyChart } from 'vexlab/dist/views/charts/latency-chart';
import { recallRateChart } from 'vexlab/dist/views/charts/recall-rate-chart';
import { hitsFor, missingRecord, okRecord, plausibleRecords } from './fixture-records';
import { golden } from './golden';

type Trace = { x: number[]; y: number[]; name?: string; text?: string[]; customdata?: string[] };
interface Layout {
  xaxis: { range: [number, number]; tickvals: number[]; title: { text: string } };
  title: { text: string; subtitle: { text: string } };
  annotations: { text: string }[];
}
const traces = (data: readonly object[]): Trace[] => data as Trace[];

const summaries: Summary[] = summarise(plausibleRecords(200));
const [first] = panels(summaries);
const panel = [...(first?.measured ?? []), ...(first?.missing ?? [])];
const options = { machine: 'Example CPU 9000, 8 cores, 16 GiB' };

describe('recallRateChart', () => {
  const figure = recallRateChart(panel, options);
  const layout = figure.layout as unknown as Layout;

  it('is as it was', async () => {
    await expect(golden(figure)).toMatchFileSnapshot('golden/recall-rate-chart.txt');
  });
  it('draws every setting and every repetition from the summaries', () => {
    const lines = traces(figure.data).filter(({ name }) => name !== undefined);
    const behind = traces(figure.data).filter(({ name }) => name === undefined);
    expect(lines.flatMap(({ y }) => y).sort()).toEqual(first?.measured.map(({ qps }) => qps.value).sort());
    expect(behind.flatMap(({ y }) => y)).toHaveLength(22 * 5);
  });
  it('says what it shows, of what, on what, and where the axis begins', () => {
    expect(layout.title.text).toBe('Recall@10 against queries per second');
    expect(layout.title.subtitle.text).toBe(
      'sift-photos, 10,000 × 128, l2 · k 10 · 1 and 4 clients, closed loop · 5 repetitions<br>Example CPU 9000, 8 cores, 16 GiB',
    );
    expect(layout.xaxis.title.text).toMatch(/^recall@10: .* \(axis from 0\.85\d? to 1\)$/);
    expect(layout.annotations.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'up and right is better ↗',
        '<span style="color:#0072B2">▌</span>HNSW in process, 4 clients, ef 256',
      ]),
    );
  });
  it('says in grey what could not run', () => {
    expect(layout.annotations.map(({ text }) => text)).toContain(
      '✕  Kernel file system could not run: no such module is loaded in this kernel',
    );
  });
  it('does not stretch a small difference of recall over the whole axis', () => {
    const near = summarise(
      [0.998, 0.999].map((recall, i) =>
        okRecord({
          search: { ef: i + 1 },
          latencies: new Array<number>(1000).fill(1),
          hits: hitsFor(1000, 10, recall),
          measureMs: 1000,
        }),
      ),
    );
    const [from, to] = (recallRateChart(near).layout as unknown as Layout).xaxis.range;
    expect(1 - from).toBeCloseTo(0.05, 12);
    expect(to).toBeLessThan(1.01);
  });
  it('takes no text for markup', () => {
    const dataset = { name: '<b>"set"' };
    const evil = recallRateChart(
      summarise([
        okRecord({ dataset, latencies: [1, 2], hits: [9, 9], measureMs: 10 }),
        missingRecord({ dataset, why: '<a href="javascript:alert(1)">x</a>' }),
      ]),
    );
    expect(JSON.stringify(evil.layout)).not.toMatch(/<b>|<a /);
  });
});

describe('latencyChart', () => {
  const figure = latencyChart(panel, options);

  it('is as it was', async () => {
    await expect(golden(figure)).toMatchFileSnapshot('golden/latency-chart.txt');
  });
  it('shows of each line the setting at equal recall, from the median as far as samples carry', () => {
    const lines = traces(figure.data).filter(({ name }) => name !== undefined);
    expect(lines.map(({ name }) => name)).toEqual([
      'Exact scan, 1 client',
      'Exact scan, 4 clients',
      'HNSW in process, 1 client, ef 128',
      'HNSW in process, 4 clients, ef 128',
      'Vector server, 1 client, ef 128',
      'Vector server, 4 clients, ef 128',
    ]);
    for (const { x } of lines) {
      expect(x[0]).toBeCloseTo(2, 9);
      // 5 runs of 200 requests: 10 of 1,000 lie beyond 99 %.
      expect(x.at(-1)).toBeCloseTo(100, 6);
    }
  });
  it('shows every setting where asked', () => {
    expect(traces(latencyChart(panel, { all: true }).data).filter(({ name }) => name !== undefined)).toHaveLength(22);
  });
});

describe('a chart', () => {
  it('is of one dataset and k', () => {
    expect(() => recallRateChart(summaries)).toThrow(
      'recallRateChart: the summaries are of 2 datasets or k: sift-photos k 10, wordnet-minilm k 10',
    );
  });
  it('of nothing says so', () => {
    expect(() => latencyChart([])).toThrow('latencyChart: nothing that it shows was asked for in these runs');
  });
  it('of recall needs recall', () => {
    expect(() => recallRateChart(summarise([okRecord({ latencies: [1], measureMs: 1 })]))).toThrow(
      'recallRateChart: no setting of sift-photos has a recall; the dataset has no true neighbours',
    );
  });
});

describe('histogramChart', () => {
  const chart = { title: 'T', subtitle: ['s'], x: 'norm', of: 'vectors' };
  const data = (series: Parameters<typeof histogramChart>[0]['series']) =>
    traces(histogramChart({ ...chart, series }).data);

  it('draws shares from zero', () => {
    const [steps] = data([{ name: 'a', edges: [0, 2, 4], counts: [1, 3] }]);
    expect(steps?.x).toEqual([0, 0, 2, 4, 4]);
    expect(steps?.y).toEqual([0, 25, 75, 75, 0]);
  });
  it('draws several as densities, as their bins are not equally wide', () => {
    const two = data([
      { name: 'a', edges: [0, 2, 4], counts: [1, 3] },
      { name: 'b', edges: [0, 0.5, 1], counts: [2, 2] },
    ]);
    expect(two.map(({ y }) => y)).toEqual([
      [0, 12.5, 37.5, 37.5, 0],
      [0, 100, 100, 100, 0],
    ]);
  });
  it('draws equal numbers as one line', () => {
    expect(data([{ name: 'a', edges: [1, 1], counts: [5] }])[0]?.y).toEqual([0, 100, 100, 0]);
  });
});

describe('the figures of a dataset', () => {
  const spread = { count: 4, min: 0, median: 2, max: 4, histogram: { edges: [0, 2, 4], counts: [1, 3] } };
  const description = {
    name: 'set',
    metric: 'cosine',
    type: 'float32',
    n: 4,
    dim: 3,
    queries: 0,
    synthetic: true,
    norms: spread,
    intrinsicDimension: { state: 'undefined', why: 'few' },
    points: 'base rows',
    duplicates: 0,
    zeroVectors: 0,
  } as const;
  it('show norms and distances with their medians', () => {
    const norms = vectorNormsChart({
      ...description,
      norms: { ...spread, histogram: { edges: [0, 2, 4], counts: [1, 3] } },
    });
    expect(norms.text).toBe(
      'Length of the vectors. set (synthetic), 4 × 3, cosine · 4 base rows. base rows: 4 from 0 to 4.00, median 2.00.',
    );
    const generated = { ...description, name: syntheticName(parseSynthetic('synthetic:n=4,dim=3,intrinsic=2')) };
    expect(vectorNormsChart(generated).text).toContain(
      'vectors. synthetic 4 × 3 (10 clusters, intrinsic 2, seed 1), cosine · 4 base rows.',
    );
    const distances = nearestDistanceChart({ ...description, nearest: spread });
    expect((distances?.layout as unknown as Layout).xaxis.title.text).toBe('cosine distance, 1 − cosine');
    expect(nearestDistanceChart(description)).toBeUndefined();
  });
});
