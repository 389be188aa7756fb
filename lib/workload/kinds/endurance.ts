import { cutSlices } from '../score/cut-slices';
import { measureOpen } from '../window/measure-open';
import { type SliceLook, watchSlices } from '../window/watch-slices';
import { describeCell } from '../run/describe-cell';
import type { WorkloadKind } from './workload-kind';

/** A long open loop at one rate, in slices of equal time: whether latency, memory and errors drift as it goes on. */
export const endurance: WorkloadKind<'endurance'> = {
  searches: true,

  of: ({ arrivals, rates, seconds, slices }, { k, warmup }) =>
    k.flatMap((oneK) =>
      rates.map((rate) => ({
        type: 'endurance',
        loop: 'open',
        arrivals,
        rate,
        durationMs: Math.round(seconds * 1000),
        slices,
        k: oneK,
        warmup,
      })),
    ),

  describe: ({ k, rate, durationMs, slices }) => `k ${k}, ${rate}/s for ${durationMs / 1000} s in ${slices} slices`,

  async measure(cell, context) {
    const { durationMs, slices, k } = cell.workload;
    const { pool, clock, progress } = context;
    let looks: SliceLook[] = [];
    const told = (done: number): void =>
      progress({ stage: 'long run', done, total: slices, unit: 'slices', note: describeCell(cell) });
    const { facts, seen, due } = await measureOpen(cell, context, async (asking, signal) => {
      const watch = watchSlices(pool.connected(cell.engine), {
        clock,
        slices,
        sliceMs: durationMs / slices,
        told,
        signal,
      });
      try {
        const [load, seenOfSlices] = await Promise.all([asking(), watch.looks]);
        looks = seenOfSlices;
        return load;
      } finally {
        watch.stop();
      }
    });
    const { answers, ...rest } = facts;
    const cut = cutSlices({ seen, due, answers, durationMs, slices });
    return {
      ...rest,
      measured: 'endurance',
      k,
      slices: cut.map((slice, at) => ({ ...slice, ...(looks[at] as SliceLook) })),
    };
  },
};
