import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';

/** A sweep for options and files to stand over. */
export const baseSweep: Sweep = {
  datasets: ['photos'],
  scales: ['small'],
  engines: ['one'],
  k: [10],
  ef: [10, 50],
  m: 16,
  efConstruction: 200,
  clients: [1],
  requests: 1000,
  minMs: 500,
  warmup: 100,
  repetitions: 5,
  builds: 2,
  seed: 1,
};
