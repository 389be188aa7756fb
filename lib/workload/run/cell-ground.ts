import type { Progress } from '../../base/progress';
import type { Neighbours } from '../../datasets/dataset';
import type { Engine } from '../../engines/engine';
import { type Cell, cellId } from '../../results/cell';
import type { RecordCommon } from '../../results/record';
import { workloadObstacle } from '../kinds/kinds';
import type { Laboratory } from './laboratory';
import { type Obstacle, engineObstacle, metricObstacle } from './obstacles';
import type { SweepDataset } from '../data/open-datasets';
import { type PreparedDataset, prepareDataset } from '../data/prepared-dataset';
import { prepareRungs } from '../data/prepare-rungs';
import { reasonOf } from './record-head';
import type { Spending } from './spending';
import type { Sweep } from '../sweep/sweep';

/** What a cell is measured with, or why it cannot be. */
export type CellGround = { engine: Engine; dataset: RecordCommon['dataset'] } & (
  { prepared: PreparedDataset } | { obstacle: Obstacle }
);

export interface GroundOptions {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  cache?: string | boolean;
  spending: Spending;
  progress: Progress;
  signal?: AbortSignal;
}

/** Probes every engine and finds the truth of every dataset, all before anything is measured. */
export async function layGround(
  sweep: Sweep,
  engines: readonly Engine[],
  datasets: readonly SweepDataset[],
  lab: Laboratory,
  options: GroundOptions,
): Promise<(cell: Cell) => CellGround> {
  const probed = new Map<Engine, Obstacle | undefined>();
  for (const engine of engines) probed.set(engine, await engineObstacle(engine, options));
  const prepared = new Map<SweepDataset, PreparedDataset | Obstacle>();
  for (const entry of datasets) prepared.set(entry, await prepare(entry, sweep, lab, options));

  return (cell) => {
    const engine = engines.find(({ name }) => name === cell.engine);
    const entry = datasets.find(({ plan: { name, digest, n } }) => {
      const { dataset } = cell;
      return name === dataset.name && digest === dataset.digest && n === dataset.n;
    });
    const ready = entry && prepared.get(entry);
    if (!engine || !ready) throw new TypeError(`cell ${cellId(cell)} is not of this sweep`);
    const ground = { engine, dataset: entry.facts };
    if ('state' in ready) return { ...ground, obstacle: ready };
    const obstacle = probed.get(engine) ?? metricObstacle(engine, entry) ?? workloadObstacle(cell, engine);
    return obstacle ? { ...ground, obstacle } : { ...ground, prepared: ready };
  };
}

/** The dataset with its truth for every k and filter, or why there is none. */
async function prepare(
  entry: SweepDataset,
  sweep: Sweep,
  lab: Laboratory,
  options: GroundOptions,
): Promise<PreparedDataset | Obstacle> {
  if (!('dataset' in entry)) return { state: 'skipped', why: entry.why, ...(entry.remedy && { remedy: entry.remedy }) };
  const { dataset } = entry;
  try {
    const truth = new Map<number, Neighbours>();
    for (const k of sweep.k) truth.set(k, await lab.truthFor(dataset, k, options));
    return prepareDataset(dataset, truth, await prepareRungs(dataset, sweep, lab, options));
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const reason = reasonOf(thrown);
    return { state: 'skipped', ...reason, why: `no exact neighbours: ${reason.why}` };
  }
}
