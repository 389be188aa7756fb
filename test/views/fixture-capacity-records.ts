import type { CapacityRecord, RecordEngine } from 'vexlab/dist/results/record';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { cellId, type CapacityWorkload } from 'vexlab/dist/results/cell';
import { okRecord, plainEngine } from './fixture-records';

const workload: CapacityWorkload = {
  type: 'capacity',
  loop: 'open',
  arrivals: 'poisson',
  durationMs: 10_000,
  precision: 0.1,
  k: 10,
  warmup: 100,
};

/** A search that found 400/s held and 440/s broken; nothing here was measured. */
export function capacityRecord(repetition: number, engine: RecordEngine = plainEngine): CapacityRecord {
  const closed = okRecord({ engine, repetition, buildIndex: repetition, latencies: [1], measureMs: 1 });
  const cell = { ...closed.cell, workload };
  const empty = encodeHistogram(newHistogram());
  // Beyond 400/s the queue grows: nobody waits less than that.
  const waited = (rate: number): string => {
    const histogram = newHistogram();
    for (let i = 0; i < 10 * rate; i++) recordLatency(histogram, (rate > 400 ? 5e8 : 2e6) * (1 + (i % 100) / 100));
    return encodeHistogram(histogram);
  };
  const window = (rate: number, completed: number): CapacityRecord['windows'][number] => ({
    rate,
    offered: rate,
    completed,
    requests: 10 * rate,
    errors: 0,
    notSent: 0,
    backlog: { middle: 0, end: completed < rate ? 10 * (rate - completed) : 0 },
    kinds: {},
    hits: 98 * rate,
    tieHits: 98 * rate,
    histograms: { response: waited(rate), service: empty, slip: empty },
  });
  const { version, run, at, dataset, machine, commit, params, build, errors, cpu, memory, eventLoop, findings } =
    closed;
  return {
    ...{ version, run, at, dataset, engine, machine, commit, params, build, errors, cpu, memory, eventLoop, findings },
    ...{ state: 'ok', measured: 'capacity', cell, cellId: cellId(cell), k: 10 },
    phases: { configureMs: 1, warmupMs: 20, measureMs: 40_000 },
    scout: { clients: 1, rate: 800 },
    windows: [window(400, 400), window(440, 405), window(440, 404)],
  };
}
