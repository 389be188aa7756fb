import { describe, expect, it } from 'vitest';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import { batchedLoop } from 'vexlab/dist/workload/loops/batched-loop';
import { closedLoop, type LoopAnswers } from 'vexlab/dist/workload/loops/closed-loop';
import { joinAnswers, mergeAnswers, mergeOpenAnswers } from 'vexlab/dist/workload/load/merge-answers';
import { openLoop } from 'vexlab/dist/workload/loops/open-loop';

const queries = Array.from({ length: 7 }, (_, query) => Float32Array.of(query));
const k = 2;
/** Answers a query with itself and its successor, and fails the fourth. */
const search = async ([query = 0]: Float32Array): Promise<{ ids: number[] }> => {
  await new Promise((resolve) => setImmediate(resolve));
  if (query === 3) throw new TypeError('the fourth');
  return { ids: [query, query + 1] };
};
const asking = { k, queries, first: 2, search, clock: monotonicClock };

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('merging what several loops saw', () => {
  it('keeps every request, at its number, with its answer and its latency', async () => {
    const taken = new Int32Array(1);
    const loop = { ...asking, clients: 3, requests: 500, minMs: 0, taken };
    const parts = await Promise.all([closedLoop(loop), closedLoop(loop), closedLoop({ ...loop, clients: 1 })]);
    const merged = mergeAnswers(parts, k);

    expect(parts.every(({ numbers }) => numbers.length > 0)).toBe(true);
    expect(merged.numbers).toEqual(Uint32Array.from({ length: 500 }, (_, number) => number));
    expect(merged.queries).toEqual(Uint32Array.from({ length: 500 }, (_, number) => (2 + number) % 7));
    merged.queries.forEach((query, request) => {
      const ids = Array.from(merged.ids.subarray(request * k, (request + 1) * k));
      expect([merged.counts[request], merged.failed[request], ids]).toEqual(
        query === 3 ? [0, 1, [0, 0]] : [2, 0, [query, query + 1]],
      );
    });
    const failed = merged.queries.filter((query) => query === 3).length;
    expect(merged.errors).toEqual({ TypeError: failed });
    expect(sum(merged.failed)).toBe(failed);
    expect(merged.windowNs).toBe(Math.max(...parts.map(({ windowNs }) => windowNs)));
  });

  it('keeps every query of every request, where requests carry several', async () => {
    const size = 3;
    const searchBatch = (asked: readonly Float32Array[]) => Promise.all(asked.map(search));
    const loop = { ...asking, searchBatch, size, clients: 2, requests: 70, minMs: 0, taken: new Int32Array(1) };
    const parts = await Promise.all([batchedLoop(loop), batchedLoop(loop)]);
    const merged = mergeAnswers(parts, k, size);

    expect(parts.every(({ numbers }) => numbers.length > 0)).toBe(true);
    expect(merged.numbers).toEqual(Uint32Array.from({ length: 70 }, (_, number) => number));
    expect(merged.latencies).toHaveLength(70);
    expect(merged.queries).toEqual(Uint32Array.from({ length: 210 }, (_, query) => (2 + query) % 7));
    merged.queries.forEach((query, at) => {
      const request = Math.floor(at / size);
      const failed = merged.queries.subarray(request * size, (request + 1) * size).includes(3);
      const ids = Array.from(merged.ids.subarray(at * k, (at + 1) * k));
      expect([merged.counts[at], merged.failed[request], ids]).toEqual(
        failed ? [0, 1, [0, 0]] : [2, 0, [query, query + 1]],
      );
    });
    // Three of seven requests in a row hold the fourth query.
    expect(merged.errors).toEqual({ TypeError: 30 });
  });

  it('lays loops that asked one after another end to end: their windows add up', async () => {
    const loop = { ...asking, clients: 1, requests: 5, minMs: 0 };
    const parts = [await closedLoop(loop), await closedLoop({ ...loop, requests: 3 })];
    const seconds = [2, 3].map((length, at) => ({ ...(parts[at] as LoopAnswers), windowNs: length * 1e9 }));
    const joined = joinAnswers(seconds, k);
    expect(joined.windowNs).toBe(5e9);
    expect([...joined.numbers]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...joined.queries]).toEqual([2, 3, 4, 5, 6, 2, 3, 4]);
    expect([...joined.failed]).toEqual([0, 1, 0, 0, 0, 0, 1, 0]);
    expect(joined.errors).toEqual({ TypeError: 2 });
  });

  it('makes the histogram that the parts’ histograms make together', async () => {
    const taken = new Int32Array(1);
    const loop = { ...asking, clients: 4, requests: 1000, minMs: 0, taken };
    const parts = await Promise.all([closedLoop(loop), closedLoop(loop)]);
    const histogramOf = ({ latencies }: Pick<LoopAnswers, 'latencies'>) => {
      const histogram = newHistogram();
      latencies.forEach((ns) => recordLatency(histogram, ns));
      return histogram;
    };
    const merged = mergeAnswers(parts, k);
    const added = newHistogram();
    for (const part of parts) added.add(histogramOf(part));
    const whole = histogramOf(merged);
    expect(whole.totalCount).toBe(1000);
    expect(encodeHistogram(whole)).toBe(encodeHistogram(added));
    expect(sum(merged.latencies.slice().sort())).toBe(
      sum(parts.flatMap((part) => [...part.latencies]).sort((a, b) => a - b)),
    );
  });

  it('puts open loops together that each asked every third request', async () => {
    const due = Float64Array.from({ length: 100 }, (_, request) => request * 1e5);
    const start = monotonicClock.now();
    const parts = await Promise.all(
      [0, 1, 2].map((thread) => {
        const numbers = Uint32Array.from(due.keys()).filter((number) => number % 3 === thread);
        const own = { due: Float64Array.from(numbers, (number) => due[number] as number), numbers, start };
        return openLoop({ ...asking, ...own, mostInFlight: 100, graceMs: 1000 });
      }),
    );
    const merged = mergeOpenAnswers(parts, k, due);
    expect(merged.numbers).toEqual(Uint32Array.from(due.keys()));
    expect(merged.queries).toEqual(Uint32Array.from(due.keys(), (number) => (2 + number) % 7));
    expect([merged.slips.length, merged.services.length]).toEqual([100, 100]);
    parts.forEach((part) =>
      part.numbers.forEach((number, at) => {
        expect([merged.latencies[number], merged.slips[number], merged.services[number]]).toEqual([
          part.latencies[at],
          part.slips[at],
          part.services[at],
        ]);
      }),
    );
    expect(merged.mostInFlight).toBeLessThanOrEqual(sum(parts.map(({ mostInFlight }) => mostInFlight)));
    expect(merged.mostInFlight).toBeGreaterThanOrEqual(Math.max(...parts.map(({ mostInFlight }) => mostInFlight)));
  });

  it('counts requests at once over all loops: those that were never sent are none', () => {
    const part = (numbers: number[], latencies: number[], slips: number[], failed: number[]) => ({
      numbers: Uint32Array.from(numbers),
      ids: new Uint32Array(numbers.length),
      counts: new Uint16Array(numbers.length),
      queries: new Uint32Array(numbers.length),
      latencies: Float64Array.from(latencies),
      failed: Uint8Array.from(failed),
      errors: {},
      long: 0,
      notIds: 0,
      windowNs: 0,
      slips: Float64Array.from(slips),
      services: new Float64Array(numbers.length),
      mostInFlight: 0,
      inFlight: { mean: 1, samples: 10 },
    });
    const due = Float64Array.of(0, 10, 20, 30);
    // From 0 to 25, from 10 to 15, not sent at 20, from 32 to 40.
    const parts = [part([0, 2], [25, 0], [0, 0], [0, 1]), part([1, 3], [5, 10], [0, 2], [0, 0])];
    const merged = mergeOpenAnswers(parts, 1, due);
    expect(merged.mostInFlight).toBe(2);
    expect(merged.inFlight).toEqual({ mean: 2, samples: 10 });
  });
});
