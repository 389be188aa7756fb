import { describe, expect, it } from 'vitest';
import { notes } from 'vexlab/dist/analysis/notes';
import { panels } from 'vexlab/dist/analysis/panels';
import { paretoFront } from 'vexlab/dist/analysis/pareto';
import { picksAt } from 'vexlab/dist/analysis/picks';
import { seriesOf } from 'vexlab/dist/analysis/series';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { hitsFor, okRecord, plainEngine, plausibleRecords } from '../views/fixture-records';

const other = { ...plainEngine, name: 'other', title: 'Other' };
const point = (recall: number, rate: number, ef: number, engine = plainEngine, clients = 1) =>
  okRecord({
    engine,
    clients,
    search: { ef },
    latencies: new Array<number>(100).fill(1),
    hits: hitsFor(100, 10, recall),
    measureMs: 100_000 / rate,
  });
const linesOf = (records: ReturnType<typeof point>[]) => seriesOf(panels(summarise(records))[0]?.measured ?? []);

describe('paretoFront', () => {
  it('keeps what nothing beats, by ascending recall', () => {
    const points = [
      [0.9, 100],
      [0.95, 80],
      [0.95, 90],
      [0.93, 70],
      [0.99, 10],
      [0.8, 100],
    ];
    expect(
      paretoFront(
        points,
        ([x = 0]) => x,
        ([, y = 0]) => y,
      ),
    ).toEqual([
      [0.9, 100],
      [0.95, 90],
      [0.99, 10],
    ]);
  });
});

describe('seriesOf', () => {
  it('makes a line of what differs in search parameters only, in order of ef', () => {
    const lines = linesOf([point(0.99, 10, 64), point(0.9, 100, 16), point(0.9, 50, 16, other)]);
    expect(lines.map(({ name, settings }) => [name, settings.map(({ ef }) => ef)])).toEqual([
      ['Other', [16]],
      ['Plain', [16, 64]],
    ]);
  });
  it('names what tells lines of one engine apart, and nothing else', () => {
    expect(linesOf([point(0.9, 100, 16), point(0.9, 300, 16, plainEngine, 4)]).map(({ name }) => name)).toEqual([
      'Plain, 1 client',
      'Plain, 4 clients',
    ]);
  });
});

describe('picksAt', () => {
  const records = [
    point(0.91, 900, 16),
    point(0.96, 500, 32),
    point(0.97, 600, 48),
    point(0.995, 100, 128),
    point(0.92, 90, 16, other),
    point(0.96, 50, 32, other),
  ];
  it('takes the highest recall that all reach and the fastest setting there', () => {
    const { target, picks } = picksAt(linesOf(records));
    expect(target).toBe(0.95);
    expect(picks.map(({ series, setting }) => [series.name, setting.ef])).toEqual([
      ['Other', 32],
      ['Plain', 48],
    ]);
  });
  it('takes the recall asked for and leaves out who does not reach it', () => {
    const { picks } = picksAt(linesOf(records), 0.99);
    expect(picks.map(({ setting }) => setting.ef)).toEqual([128]);
  });
  it('compares no rates where no recall is common', () => {
    const { target, picks } = picksAt(linesOf([point(0.3, 100, 16), point(0.4, 50, 32), point(0.9, 10, 16, other)]));
    expect(target).toBeUndefined();
    expect(picks.map(({ setting }) => setting.ef)).toEqual([16, 32]);
  });
});

describe('panels', () => {
  it('cuts by dataset and k and keeps what is missing with its dataset', () => {
    const cut = panels(summarise(plausibleRecords(100)));
    expect(cut.map(({ dataset, k, measured, missing }) => [dataset.name, k, measured.length, missing.length])).toEqual([
      ['sift-photos', 10, 22, 1],
      ['wordnet-minilm', 10, 22, 1],
    ]);
  });
});

describe('notes', () => {
  it('say what could not be made equal', () => {
    const text = notes(summarise(plausibleRecords(100))).join('\n');
    expect(text).toContain('Vector server answers over a connection and Exact scan, HNSW in process inside');
    expect(text).toContain('Exact scan: none; HNSW in process: m 16, efConstruction 200');
  });
  it('say who answers with fewer threads than there are clients, from the parameters alone', () => {
    const record = point(0.9, 100, 16, plainEngine, 4);
    const params = { asked: { workers: 1 }, readBack: { workers: 1 } };
    const text = notes(summarise([{ ...record, params }, point(0.9, 100, 16, other, 4)]));
    expect(text).toContain('Plain answers with 1 thread (workers 1); further clients wait.');
    expect(text).toContain('Other: no number of threads is reported; it may be one, or every core of the machine.');
    expect(notes(summarise([{ ...record, params: { asked: {}, readBack: { num_threads: 4 } } }])).join()).not.toContain(
      'thread',
    );
  });
  it('say of which builds the intervals are', () => {
    const runs = [0, 1, 2, 3, 4].map((repetition) =>
      okRecord({ repetition, latencies: new Array<number>(100).fill(1), measureMs: 100 + repetition }),
    );
    expect(notes(summarise(runs))).toEqual([
      'Plain: the intervals of rate and latency are of this one index build; another build may differ by more.',
    ]);
  });
  it('say which parameter an engine did not take, and that data are synthetic', () => {
    const record = point(0.9, 100, 16);
    const params = { asked: { ef: 16 }, readBack: { ef: 10 } };
    const dataset = { ...record.dataset, name: 'clusters', synthetic: true };
    expect(notes(summarise([{ ...record, params, dataset }]))).toEqual([
      'Plain was asked for ef 16 and reports ef 10.',
      'Plain: no interval of rate and latency: 1 run; it takes 5.',
      'clusters is synthetic: generated vectors, not data of the world.',
    ]);
  });
});
