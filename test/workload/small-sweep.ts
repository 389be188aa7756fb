import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from 'vexlab/dist/datasets/dataset';
import type { Engine } from 'vexlab/dist/engines/engine';
import { LabError } from 'vexlab/dist/base/lab-error';
import { truthAmong } from 'vexlab/dist/truth/truth-among';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import type { Laboratory } from 'vexlab/dist/workload/run/laboratory';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { smallTruth } from './small-dataset';

/** The smallest sweep: one cell an engine. */
export const smallSweep = (part: Partial<Sweep>): Sweep => ({
  datasets: ['small'],
  scales: ['full'],
  engines: ['a'],
  k: [5],
  ef: [10],
  m: 4,
  efConstruction: 100,
  clients: [1],
  requests: 20,
  minMs: 0,
  warmup: 0,
  repetitions: 1,
  builds: 1,
  seed: 1,
  ...part,
});

/** A laboratory of these engines and datasets alone. */
export const laboratory = (engines: readonly Engine[], datasets: readonly Dataset[]): Laboratory => ({
  engineByName(name) {
    const found = engines.find((engine) => engine.name === name);
    if (found) return found;
    throw new LabError({ code: 'unknown-engine', where: 'engine', what: `there is no engine ${name}` });
  },
  openDataset(name) {
    const found = datasets.find((dataset) => dataset.name === name);
    if (found) return Promise.resolve(found);
    const missing = { where: name, what: 'is not there', remedy: 'get it' };
    return Promise.reject(new LabError({ code: 'dataset-missing', ...missing }));
  },
  truthFor: (dataset, k) => Promise.resolve(smallTruth(dataset, k)),
  truthAmong: (dataset, rows, k) => truthAmong(dataset, rows, k, { cache: false }),
  clock: monotonicClock,
});

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'vexlab-workload-'));
