import { describe, expect, it } from 'vitest';
import type { OpenSummary } from 'vexlab/dist/analysis/open-summary';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import type { OpenRecord } from 'vexlab/dist/results/record';
import { hitsFor, okRecord } from '../views/fixture-records';
import { missingLoop, openRecord, plausibleLoops } from '../views/fixture-open-records';

const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);

/** Five repetitions, each a build of its own; repetition r is r milliseconds slower in the queue. */
const runs = (rate: number) =>
  [0, 1, 2, 3, 4].map((repetition) =>
    openRecord({
      rate,
      repetition,
      buildIndex: repetition,
      responses: times(200, 10 + repetition),
      services: times(200, 5),
      slips: times(200, 0.2),
      hits: hitsFor(200, 10, 0.9),
      load: { mostInFlight: 3 + repetition, answeredInTime: 200 - repetition },
    }),
  );

const measured = (records: Parameters<typeof summariseOpen>[0]): OpenSummary[] =>
  summariseOpen(records).filter((summary) => summary.state === 'measured');

describe('the summary of open loops', () => {
  it('has one entry a rate, in order, with response, service and slip of the merged runs', () => {
    const found = measured([...runs(200), ...runs(100)]);
    expect(found.map(({ rate, repetitions, samples }) => [rate, repetitions, samples])).toEqual([
      [100, 5, 1000],
      [200, 5, 1000],
    ]);
    const [{ response, service, slip }] = found as [OpenSummary];
    expect(response.p50?.value).toBeCloseTo(12, 1);
    expect(response.p99?.value).toBeCloseTo(14, 1);
    expect(response.mean?.value).toBeCloseTo(12, 1);
    expect(response.mean?.low).toBeLessThan(12);
    expect(response.mean?.high).toBeGreaterThan(12);
    expect(service.p99?.value).toBeCloseTo(5, 1);
    expect(slip.p99?.value).toBeCloseTo(0.2, 2);
    // 1,000 requests carry the p99 and nothing beyond it.
    expect(response.p999).toBeUndefined();
  });

  it('has the rate that was due and the one that was answered in the window, as medians over runs with intervals', () => {
    const [{ offered, completed, mostInFlight, recall }] = measured(runs(200)) as [OpenSummary];
    expect(offered).toMatchObject({ value: 200, low: 200, high: 200, n: 5, unit: 'runs' });
    expect(completed.value).toBe(198);
    expect(completed.low).toBeGreaterThanOrEqual(196);
    expect(completed.high).toBeLessThanOrEqual(200);
    expect(mostInFlight).toBe(7);
    expect(recall?.value).toBeCloseTo(0.9, 9);
    expect(recall?.unit).toBe('queries');
  });

  it('counts failed requests as slower than all answered ones, by kind, but gives each its slip', () => {
    const [{ failed, errors, response, slip, samples }] = measured(
      [0, 1, 2, 3, 4].map((repetition) =>
        openRecord({
          rate: 200,
          repetition,
          responses: times(190, 10),
          services: times(190, 10),
          slips: times(200, 1),
          errors: { 'not-sent': 6, 'http-500': 4 },
        }),
      ),
    ) as [OpenSummary];
    expect([samples, failed, errors]).toEqual([1000, 50, { 'not-sent': 30, 'http-500': 20 }]);
    expect(response.p90?.value).toBeCloseTo(10, 1);
    // The 990th of 1,000 failed, and has no time.
    expect(response.p99).toBeUndefined();
    expect(slip.p99?.value).toBeCloseTo(1, 1);
  });

  it('says what was not measured, and which repetitions of a measured rate were lost', () => {
    const lost = missingLoop({ rate: 200, repetition: 5, why: 'it stopped' });
    const gone = [400, 800].map((rate) => missingLoop({ rate, why: 'no such program', remedy: 'install it' }));
    const found = summariseOpen([...runs(200), lost, ...gone]);
    expect(found.map(({ state }) => state)).toEqual(['measured', 'missing']);
    expect(found[0]).toMatchObject({ lost: [{ state: 'unavailable', why: 'it stopped', cells: 1 }] });
    expect(found[1]).toMatchObject({ why: 'no such program', remedy: 'install it', cells: 2 });
  });

  it('takes no closed loop, and leaves open ones out of theirs', () => {
    const closed = okRecord({ latencies: times(100, 1), measureMs: 1000 });
    expect(measured([closed, ...runs(200)]).map(({ rate }) => rate)).toEqual([200]);
    expect(summarise([closed, ...runs(200)]).length).toBe(1);
    expect(summariseOpen([closed])).toEqual([]);
  });

  it('says which rates were held, and why not, from all runs together', () => {
    const judged = measured(plausibleLoops())
      .filter(({ engine }) => engine.name === 'server')
      .map(({ rate, verdict, why }) => [rate, verdict, why.length > 0]);
    expect(judged).toEqual([
      [100, 'held', false],
      [200, 'held', false],
      [400, 'held', false],
      [800, 'broken', true],
      [1600, 'broken', true],
    ]);
  });

  it('says how many of how many windows held, and breaks no rate for having been measured often', () => {
    const records = [0, 1, 2, 3].flatMap((part) =>
      runs(200).map((record, at) => ({
        ...record,
        run: `run-${part}`,
        ...(part === 0 && at < 2 && { load: { ...record.load, secondHalf: { due: 100, answered: 60 } } }),
      })),
    );
    expect(measured(records)[0]).toMatchObject({
      verdict: 'held',
      windows: { held: 18, broken: 2, notJudged: 0 },
      why: [],
    });
  });

  it('gives as reasons those of the windows that decided', () => {
    const [late, ...broken] = runs(200).map((record) => ({
      ...record,
      load: { ...record.load, secondHalf: { due: 100, answered: 60 } },
    }));
    const findings = [{ check: 'slips', verdict: 'fail' as const, numbers: {}, advice: 'late' }];
    const [found] = measured([{ ...late, findings } as OpenRecord, ...broken]);
    expect(found?.verdict).toBe('broken');
    expect(found?.why).toEqual(times(4, 'completed 120.0 of 200.0 requests/s'));
  });

  it('does not judge an engine by windows in which the client sent late', () => {
    const late = runs(200).map((record) => ({
      ...record,
      findings: [{ check: 'slips', verdict: 'fail' as const, numbers: {}, advice: 'late' }],
    }));
    expect(measured(late)[0]).toMatchObject({ verdict: 'not judged', errorShare: { value: 0 } });
  });

  it('has no intervals below five runs', () => {
    const [{ response, completed }] = measured(runs(200).slice(0, 4)) as [OpenSummary];
    expect([response.p50?.method, completed.method]).toEqual(['none', 'none']);
  });
});
