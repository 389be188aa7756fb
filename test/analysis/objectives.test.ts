import { describe, expect, it } from 'vitest';
import { type Estimate, withoutInterval } from 'vexlab/dist/analysis/estimate';
import { judgeObjectives, objectiveFigure } from 'vexlab/dist/analysis/objective-figure';
import { judgeObjective } from 'vexlab/dist/analysis/objectives';
import type { MeasuredSummary, MissingSummary } from 'vexlab/dist/analysis/summary';
import type { Objective } from 'vexlab/dist/results/objective';

const estimate = (value: number, low: number, high: number): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  n: 5,
  unit: 'runs',
  method: 'bca',
});
const p99: Objective = { metric: 'p99 ms', atMost: 10 };
const recall: Objective = { metric: 'recall@k', atLeast: 0.95 };

describe('an objective', () => {
  it.each([
    [p99, estimate(8, 7, 9), 'met'],
    [p99, estimate(8, 7, 10), 'met'],
    [p99, estimate(8, 7, 10.1), 'not shown'],
    [p99, estimate(12, 9, 14), 'not shown'],
    [p99, estimate(12, 10, 14), 'not shown'],
    [p99, estimate(12, 10.1, 14), 'missed'],
    [p99, estimate(12, 11, Infinity), 'missed'],
    [recall, estimate(0.97, 0.96, 0.98), 'met'],
    [recall, estimate(0.97, 0.94, 0.98), 'not shown'],
    [recall, estimate(0.93, 0.92, 0.94), 'missed'],
    [p99, withoutInterval(2, 3, 'runs'), 'not shown'],
  ])('%j against %j: %s', (objective, figure, state) => {
    expect(judgeObjective(objective, figure)).toMatchObject({ objective, state, estimate: figure });
  });

  it('says how much room there is, of the value and of the worse end', () => {
    expect(judgeObjective(p99, estimate(8, 7, 9)).margin).toEqual({
      absolute: 2,
      ratio: 0.8,
      worst: { absolute: 1, ratio: 0.9 },
    });
    const { margin, why } = judgeObjective({ metric: 'QPS', atLeast: 1000 }, estimate(900, 800, 1100));
    expect(margin).toEqual({ absolute: -100, ratio: 0.9, worst: { absolute: -200, ratio: 0.8 } });
    expect(why).toBe('at least 1000 asked: the interval from 800 to 1100 holds it');
  });

  it('is not measured where there is no figure', () => {
    const why = 'the dataset has no truth to tell recall by';
    expect(judgeObjective(recall, { state: 'not measured', why })).toEqual({
      objective: recall,
      state: 'not measured',
      why,
    });
    expect(judgeObjective(p99, withoutInterval(NaN, 0, 'runs'))).toEqual({
      objective: p99,
      state: 'not measured',
      why: 'p99 ms has no value',
    });
  });

  it('says of runs that leave no interval, though they are enough, that they differ too much', () => {
    expect(judgeObjective(p99, withoutInterval(2, 8, 'runs'))).toMatchObject({
      state: 'not shown',
      why: 'at most 10 asked, 2 measured: no interval of 8 runs, they differ too much',
    });
  });

  it('says of too few runs that they leave no interval', () => {
    expect(judgeObjective(p99, withoutInterval(2, 3, 'runs')).why).toBe(
      'at most 10 asked, 2 measured: no interval of 3 runs, it takes 5',
    );
  });
});

const runsOf = (failed: readonly number[], requests = 1000) =>
  failed.map((count, i) => ({ requests, failed: count, build: `b${i}` }));

describe('objectives of a setting', () => {
  const summary = {
    state: 'measured',
    qps: estimate(1200, 1100, 1300),
    latency: { p50: estimate(2, 1.9, 2.1), mean: estimate(3, 2.5, 3.5) },
    runs: runsOf([0, 0, 0, 0, 0]),
    samples: 5000,
    failed: 0,
    repetitions: 5,
    lost: [],
  } as unknown as MeasuredSummary;
  const missing = { state: 'missing', reason: 'unavailable', why: 'no server' } as unknown as MissingSummary;

  it('are held against its figures, in their order', () => {
    const objectives: Objective[] = [
      { metric: 'QPS', atLeast: 1000 },
      { metric: 'p50 ms', atMost: 2 },
      { metric: 'mean ms', atMost: 2 },
      { metric: 'errors', atMost: 0.001 },
      { metric: 'p999 ms', atMost: 10 },
      recall,
    ];
    const found = judgeObjectives(objectives, summary);
    expect(found.map(({ state }) => state)).toEqual([
      'met',
      'not shown',
      'missed',
      'met',
      'not measured',
      'not measured',
    ]);
  });

  const withFailures = (failed: readonly number[], requests = 1000): MeasuredSummary => ({
    ...summary,
    runs: runsOf(failed, requests) as unknown as MeasuredSummary['runs'],
    samples: failed.length * requests,
    failed: failed.reduce((sum, count) => sum + count, 0),
  });

  it.each([
    // 5 % failed: at most 1 % may, whatever the limit.
    [
      [50, 50, 50, 50, 50],
      1000,
      'missed',
      /^the p99 falls among the failed requests, 250 of 5000: .* above the 1 % beyond a p99$/,
    ],
    // 3 of 8 runs failed 5 %: more than 1 % of all, and the next runs may do without.
    [[50, 50, 50, 0, 0, 0, 0, 0], 1000, 'not shown', /, 150 of 8000, in these runs: .* holds the 1 % beyond a p99$/],
    [[50, 50, 50], 1000, 'not shown', /3 runs leave no interval/],
    [[5, 5, 5, 5, 5], 100, 'not measured', /^500 requests are too few to carry a p99$/],
  ])('failures of %j in runs of %i make a p99 %s', (failed, requests, state, why) => {
    const [found] = judgeObjectives([p99], withFailures(failed, requests));
    expect(found).toEqual({ objective: p99, state, why: expect.stringMatching(why) as string });
  });

  it('are not met where repetitions failed, whatever the others say; what is missed stays so', () => {
    const objectives: Objective[] = [
      { metric: 'QPS', atLeast: 1000 },
      { metric: 'mean ms', atMost: 2 },
      { metric: 'errors', atMost: 0.001 },
    ];
    const lost = [{ state: 'failed', why: 'no request was answered', cells: 3 }] as const;
    const found = judgeObjectives(objectives, { ...summary, lost });
    expect(found.map(({ state }) => state)).toEqual(['not shown', 'missed', 'not shown']);
    expect(found[2]?.why).toBe('3 of 8 repetitions failed: no request was answered');
    const skipped = [{ state: 'skipped', why: 'too large', cells: 3 }] as const;
    expect(judgeObjectives(objectives, { ...summary, lost: skipped })[0]?.state).toBe('met');
  });

  it('has no mean where no request was answered', () => {
    const none = { ...withFailures([9, 9, 9, 9, 9], 9), latency: {} };
    expect(judgeObjectives([{ metric: 'mean ms', atMost: 2 }], none)[0]).toMatchObject({
      state: 'not measured',
      why: 'none of 45 requests was answered',
    });
  });

  it('are not measured where the setting is missing, and say why', () => {
    expect(objectiveFigure(missing, 'QPS')).toEqual({
      state: 'not measured',
      why: 'unavailable: no server',
    });
    expect(judgeObjectives([p99], missing)[0]?.state).toBe('not measured');
  });
});
