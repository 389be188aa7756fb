import { describe, expect, it } from 'vitest';
import { breakingPoint, nextRate, type RateSearch } from 'vexlab/dist/workload/load/breaking-point';
import type { OpenWindow } from 'vexlab/dist/results/open-window';
import { judgeWindow } from 'vexlab/dist/workload/load/judge-window';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';

const good: OpenWindow = {
  rate: 100,
  offered: 100,
  completed: 99.8,
  requests: 1000,
  errors: 0,
  notSent: 0,
  backlog: { middle: 2, end: 3 },
  p99Ms: 8,
};

describe('a window', () => {
  it('held where it keeps every criterion, each at its limit', () => {
    expect(judgeWindow(good)).toEqual({ verdict: 'held', why: [] });
    const atLimits = { ...good, completed: 98.1, errors: 5, notSent: 4, backlog: { middle: 2, end: 12 } };
    expect(judgeWindow(atLimits, { p99Ms: 8 }).verdict).toBe('held');
    expect(judgeWindow({ ...good, requests: 10_000, completed: 99 }).verdict).toBe('held');
    expect(judgeWindow({ ...good, requests: 10_000, backlog: { middle: 2, end: 52 } }).verdict).toBe('held');
  });

  it.each([
    [{ completed: 97.9 }, 'completed 97.9 of 100.0 requests/s'],
    // Ten requests of twenty due in the half would be every other one.
    [{ requests: 40, completed: 94.9 }, 'completed 94.9 of 100.0 requests/s'],
    [{ requests: 10_000, completed: 98.9 }, 'completed 98.9 of 100.0 requests/s'],
    [{ errors: 6, notSent: 4 }, '6 of 1000 requests failed, 4 were not sent'],
    [{ backlog: { middle: 2, end: 13 } }, 'the backlog grew from 2 to 13 requests'],
    [{ p99Ms: 8.1 }, 'p99 8.1 ms, above 8 ms'],
  ])('with %j is broken: %s', (part, why) => {
    expect(judgeWindow({ ...good, ...part }, { p99Ms: 8 })).toEqual({ verdict: 'broken', why: [why] });
  });

  it('held with a few requests missing, up to one in twenty, unless its search knew of none', () => {
    const few = { ...good, requests: 40, completed: 95 };
    expect(judgeWindow(few).verdict).toBe('held');
    expect(judgeWindow(few, { few: 0 }).verdict).toBe('broken');
  });

  it('is judged by the arrivals made, not by those asked for', () => {
    expect(judgeWindow({ ...good, offered: 94, completed: 93.9 }).verdict).toBe('held');
  });

  it.each([
    [{ client: 'fail' as const, completed: 50 }, 'the client itself sent late'],
    [{ requests: 0 }, 'no request was due'],
    [{ p99Ms: undefined }, 'the window carries no p99 to hold against 8 ms'],
  ])('with %j is not judged: %s', (part, why) => {
    const { p99Ms, ...rest } = { ...good, ...part };
    const window = p99Ms === undefined ? rest : { ...rest, p99Ms };
    expect(judgeWindow(window, { p99Ms: 8 })).toEqual({ verdict: 'not judged', why: [why] });
  });
});

/** A window of Poisson arrivals at one server that takes 1 / capacity seconds for each (M/D/1), settled for 2 seconds. */
function served(capacity: number, rate: number, seed: number, seconds = 20): OpenWindow {
  const [from, to] = [2e9, (2 + seconds) * 1e9];
  const due = arrivalTimes('poisson', rate, to / 1e6, seed);
  let free = 0;
  const ends = due.map((at) => (free = Math.max(at, free) + 1e9 / capacity));
  const inside = [...due.keys()].filter((i) => (due[i] as number) >= from);
  const backlogAt = (at: number) => due.filter((one, i) => one <= at && (ends[i] as number) > at).length;
  const responses = inside.map((i) => (ends[i] as number) - (due[i] as number)).sort((a, b) => a - b);
  return {
    rate,
    offered: inside.length / seconds,
    completed: ends.filter((end) => end >= from && end < to).length / seconds,
    requests: inside.length,
    errors: 0,
    notSent: 0,
    backlog: { middle: backlogAt((from + to) / 2), end: backlogAt(to) },
    p99Ms: (responses[Math.ceil(0.99 * responses.length) - 1] ?? 0) / 1e6,
  };
}

/** Searches as a runner would, and gives all windows. */
function searched(measure: (rate: number, call: number) => OpenWindow, search: RateSearch): OpenWindow[] {
  const windows: OpenWindow[] = [];
  for (let rate = nextRate(windows, search); rate !== undefined; rate = nextRate(windows, search)) {
    windows.push(measure(rate, windows.length));
    if (windows.length > 60) throw new Error(`no end after ${windows.map((window) => window.rate).join(', ')}`);
  }
  return windows;
}

/** A window that holds below a limit and breaks above it. */
const sharp = (limit: number) => (rate: number) => ({ ...good, rate, completed: rate < limit ? 100 : 50 });

describe('the search for the breaking point', () => {
  it('doubles until a rate broke twice, then halves the bracket in ratio', () => {
    const rates = searched(sharp(500), { first: 100, precision: 0.2 }).map(({ rate }) => Math.round(rate));
    expect(rates).toEqual([100, 200, 400, 800, 800, 566, 566, 476]);
    expect(breakingPoint(searched(sharp(500), { first: 100 }), { first: 100 })).toMatchObject({ state: 'found' });
  });

  it('brackets as closely as asked', () => {
    for (const precision of [0.3, 0.05, 0.01]) {
      const search = { first: 30, precision };
      const { held = NaN, broken = NaN } = breakingPoint(searched(sharp(777), search), search);
      expect(held).toBeLessThan(777);
      expect(broken).toBeGreaterThanOrEqual(777);
      expect(broken / held).toBeLessThanOrEqual(1 + precision);
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('finds the capacity of a server that serves 1,000 requests/s, seed %d', (seed) => {
    const search = { first: 150 };
    const windows = searched((rate, call) => served(1000, rate, 100 * seed + call), search);
    const { state, held = NaN, broken = NaN } = breakingPoint(windows, search);
    expect(state).toBe('found');
    // 99 % completed is still held at 1,000 / 0.99; close to the capacity a queue comes and goes.
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(1015);
    expect(broken).toBeGreaterThan(970);
    expect(broken / held).toBeLessThanOrEqual(1.05);
  });

  it('finds a lower rate where the p99 must be kept', () => {
    // M/D/1 at half its capacity: p99 within some 5 services; at 90 % some 20 of them.
    const search = { first: 150, p99Ms: 8 };
    const windows = searched((rate, call) => served(1000, rate, 40 + call), search);
    const { state, held = NaN } = breakingPoint(windows, search);
    expect(state).toBe('found');
    expect(held).toBeGreaterThan(550);
    expect(held).toBeLessThan(850);
  });

  it('asks again before it believes that a rate broke, and a third time where it then held', () => {
    const unlucky = (rate: number, call: number) => ({ ...sharp(500)(rate), ...(call === 1 ? { errors: 900 } : {}) });
    const windows = searched(unlucky, { first: 100, precision: 0.2 });
    expect(windows.map(({ rate }) => Math.round(rate)).slice(0, 5)).toEqual([100, 200, 200, 200, 400]);
    const point = breakingPoint(windows, { first: 100, precision: 0.2 });
    expect(point).toMatchObject({ state: 'found', rates: [{}, { rate: 200, verdict: 'held' }, {}, {}, {}, {}] });
    expect(point.held).toBeCloseTo(475.68, 1);
  });

  it('halves where the first rate broke, down to the least', () => {
    const search = { first: 400, atLeast: 60, precision: 0.5 };
    expect(searched(sharp(150), search).map(({ rate }) => Math.round(rate))).toEqual([400, 400, 200, 200, 100, 141]);
    const windows = searched(sharp(10), search);
    expect(windows.map(({ rate }) => rate)).toEqual([400, 400, 200, 200, 100, 100, 60, 60]);
    const below = breakingPoint(windows, search);
    expect(below).toMatchObject({ state: 'below', broken: 60 });
    expect(below).not.toHaveProperty('held');
  });

  it('finds where a p99 is kept, though failures beyond leave none to be judged', () => {
    const failing = (rate: number): OpenWindow => {
      const { p99Ms, ...rest } = { ...good, rate };
      return rate < 1000 ? { ...rest, p99Ms } : { ...rest, errors: 50, completed: 95 };
    };
    const search = { first: 150, p99Ms: 10 };
    const { state, held = NaN, broken = NaN } = breakingPoint(searched(failing, search), search);
    expect(state).toBe('found');
    expect(held).toBeLessThan(1000);
    expect(broken).toBeGreaterThanOrEqual(1000);
    expect(broken / held).toBeLessThanOrEqual(1.05);
  });

  it('ends at the highest rate asked for', () => {
    const search = { first: 100, atMost: 300 };
    const windows = searched(sharp(5000), search);
    expect(windows.map(({ rate }) => rate)).toEqual([100, 200, 300]);
    const point = breakingPoint(windows, search);
    expect(point).toMatchObject({ state: 'not reached', held: 300, contradicted: [] });
    expect(point).not.toHaveProperty('broken');
  });

  it('calls no engine broken where the client broke', () => {
    const search = { first: 100, precision: 0.2 };
    const windows = searched((rate) => ({ ...sharp(5000)(rate), ...(rate > 900 ? { client: 'fail' } : {}) }), search);
    const point = breakingPoint(windows, search);
    expect(point.state).toBe('not judged');
    expect(point.held).toBeCloseTo(800, 6);
    expect(point).not.toHaveProperty('broken');
  });

  it('names a rate that held above one that broke', () => {
    const search = { first: 100, precision: 0.5 };
    const windows = [100, 200, 200, 400].map((rate) => ({
      ...sharp(150)(rate),
      ...(rate === 400 ? { completed: 100 } : {}),
    }));
    expect(breakingPoint(windows, search)).toMatchObject({ held: 100, broken: 200, contradicted: [400] });
    expect(nextRate(windows, search)).toBeCloseTo(100 * Math.SQRT2, 9);
    expect(breakingPoint(windows, search).state).toBe('searching');
  });

  it.each([
    { first: 0 },
    { first: 100, atMost: 50 },
    { first: 1, atLeast: 5 },
    { first: 10, precision: 0 },
    { first: Infinity },
    { first: NaN },
  ])('refuses %j', (search) => {
    expect(() => nextRate([], search)).toThrow(/^breaking point: first rate .*; rates and precision must be above 0/);
  });
});
