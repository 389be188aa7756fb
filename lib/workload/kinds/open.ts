import { encoded } from '../load/open-histograms';
import { measureOpen } from '../window/measure-open';
import type { WorkloadKind } from './workload-kind';

/** Requests at moments fixed beforehand: the latency that a user sees at a given rate. */
export const open: WorkloadKind<'open'> = {
  searches: true,

  of: ({ arrivals, rates, seconds }, { k, warmup }) =>
    k.flatMap((oneK) =>
      rates.map((rate) => ({
        type: 'open',
        loop: 'open',
        arrivals,
        rate,
        durationMs: Math.round(seconds * 1000),
        k: oneK,
        warmup,
      })),
    ),

  describe: ({ k, rate, arrivals }) => `k ${k}, open loop of ${rate}/s (${arrivals})`,

  async measure(cell, context) {
    const { facts, histograms, scores } = await measureOpen(cell, context);
    return { ...facts, measured: 'open', histograms: { ...scores.histograms, ...encoded(histograms) } };
  },
};
