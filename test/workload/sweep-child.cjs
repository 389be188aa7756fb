// Runs one sweep in a process of its own, to be killed or starved of disk: node sweep-child.cjs OUTPUT [hold]
// With `hold` it never begins the last cell, so that it is still there to be killed however late the kill comes.
const { engineByName } = require('vexlab/dist/engines/engine-by-name');
const { seededRandom } = require('vexlab/dist/datasets/random');
const { exactNeighbours } = require('vexlab/dist/truth/exact-neighbours');
const { monotonicClock } = require('vexlab/dist/measure/clock');
const { runSweep } = require('vexlab/dist/workload/run/run-sweep');

const random = seededRandom(3);
const vectors = (n, dim) => {
  const data = new Float32Array(new SharedArrayBuffer(n * dim * 4));
  for (let i = 0; i < data.length; i += 1) data[i] = random.normal();
  return { n, dim, type: 'float32', data };
};
const dataset = {
  name: 'child',
  metric: 'l2',
  base: vectors(500, 16),
  queries: vectors(50, 16),
  ids: Uint32Array.from({ length: 500 }, (_, row) => row * 3),
  attributes: new Map(),
  synthetic: true,
  digest: 'child',
  provenance: { source: 'random numbers', licence: 'none' },
};
const sweep = {
  datasets: ['child'],
  scales: ['full'],
  engines: ['exact', 'hnswlib'],
  k: [10],
  ef: [10, 40],
  m: 8,
  efConstruction: 50,
  clients: [1, 2],
  requests: 100,
  minMs: 0,
  warmup: 10,
  repetitions: 5,
  builds: 1,
  seed: 9,
};

// Nobody may be left to kill it.
const standStill = () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120_000);
  process.exit(1);
};
const holdLast = ({ stage, done, total }) => stage === 'measuring' && done === total - 1 && standStill();

runSweep(
  sweep,
  { output: process.argv[2], ...(process.argv[3] === 'hold' && { progress: holdLast }) },
  {
    engineByName,
    openDataset: () => Promise.resolve(dataset),
    truthFor: exactNeighbours,
    clock: monotonicClock,
  },
).then(
  ({ state, resumed }) => process.stdout.write(JSON.stringify({ state, resumed })),
  (error) => {
    process.stderr.write(error.message);
    process.exitCode = 1;
  },
);
