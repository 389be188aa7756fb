import type { Sweep } from './sweep';

const vectors = [1000, 5000, 10_000];
const components = [128, 256, 512];

const generated = (n: number, dim: number): string =>
  `synthetic:n=${n},dim=${dim},clusters=20,intrinsic=24,queries=10,metric=cosine`;

/**
 * How memory, disk and time grow with vectors and with components: generated sets of every combination, each filled into an engine
 * that was started for it. Members over a profile's sweep; a build of its own for each repetition.
 */
export const memorySweep = (n: readonly number[] = vectors, dim: readonly number[] = components) =>
  ({
    datasets: n.flatMap((rows) => dim.map((columns) => generated(rows, columns))),
    scales: ['full'],
    k: [10],
    ef: [100],
    clients: [1],
    repetitions: 5,
    builds: 5,
    workloads: [{ type: 'ingest', batches: [1000], fresh: true }],
  }) satisfies Partial<Sweep>;
