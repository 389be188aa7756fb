import { contentId } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import { sample, seededRandom } from '../../datasets/random';
import type { Engine } from '../../engines/engine';
import type { Params } from '../../engines/option-schema';
import { type Cell, type Workload, cellId } from '../../results/cell';
import { searches, workloadsOf } from '../kinds/kinds';
import { streamSeed } from '../loops/stream-seed';
import type { Sweep } from './sweep';

/** What a plan needs to know of a dataset; an empty digest: it could not be opened, its cells will be skipped. */
export interface PlanDataset {
  name: string;
  digest: string;
  n: number;
}

/** What a plan needs to know of an engine. */
export type PlanEngine = Pick<Engine, 'name' | 'common' | 'buildOptions' | 'searchOptions'>;

/**
 * Every cell of a sweep, in the order of measuring: dataset after dataset, of each the repetitions one after another, and
 * within a repetition all combinations of engine, ef and workload in a random order that the sweep's seed decides. So a
 * slow hour of the machine falls on all engines, not on one, and no server holds another dataset while it is measured.
 *
 * LabError `k-too-large` or `bad-option`.
 */
export function plan(sweep: Sweep, datasets: readonly PlanDataset[], engines: readonly PlanEngine[]): Cell[] {
  for (const dataset of datasets) checkK(sweep, dataset);
  const settings = engines.flatMap((engine) => settingsOf(sweep, engine));
  const workloads = (sweep.workloads ?? [{ type: 'search' }]).flatMap((ask) => workloadsOf(ask, sweep));
  const cells = new Map<string, Cell>();
  for (const [nth, dataset] of datasets.entries()) {
    for (let repetition = 0; repetition < sweep.repetitions; repetition += 1) {
      const round = settings.flatMap((setting) =>
        workloads
          .filter((workload) => setting.first || searches({ workload }))
          .map((workload) => cellOf(sweep, dataset, setting, workload, repetition)),
      );
      const random = seededRandom(streamSeed(sweep.seed, nth * sweep.repetitions + repetition));
      // In a random order. A map: an option that fixes ef makes the same cell of each ef asked for.
      for (const place of sample(random, round.length, round.length)) {
        const cell = round[place] as Cell;
        cells.set(cellId(cell), cell);
      }
    }
  }
  return [...cells.values()];
}

/** A plan's content address: resuming looks for it. */
export const planId = (cells: readonly Cell[]): string => contentId(cells.map(cellId));

interface Setting {
  engine: string;
  build: Params;
  search: Params;
  /** Whether it is the engine's first: what does not search is done once for all of them. */
  first: boolean;
}

function cellOf(
  sweep: Sweep,
  dataset: PlanDataset,
  { engine, build, search }: Setting,
  workload: Workload,
  repetition: number,
): Cell {
  return {
    dataset: { name: dataset.name, digest: dataset.digest, n: dataset.n },
    engine,
    build,
    search,
    workload,
    repetition,
    // Neighbouring repetitions share a build, so that no more than one of a kind need be kept.
    buildIndex: Math.floor((repetition * sweep.builds) / sweep.repetitions),
    seed: sweep.seed,
  };
}

/** One for each ef, or one alone for an engine that has none; common names become the engine's own. */
function settingsOf(sweep: Sweep, { name, common, buildOptions, searchOptions }: PlanEngine): Setting[] {
  const own = sweep.options?.[name] ?? {};
  const alien = Object.keys(own).find((key) => !buildOptions.names.includes(key) && !searchOptions.names.includes(key));
  if (alien !== undefined) {
    throw new LabError({
      code: 'bad-option',
      where: name,
      what: `option ${alien} = ${JSON.stringify(own[alien])}: there is no such option`,
      remedy: `the options are ${[...buildOptions.names, ...searchOptions.names].join(', ') || 'none'}`,
    });
  }
  const of = (names: readonly string[]): Params =>
    Object.fromEntries(Object.entries(own).filter(([key]) => names.includes(key)));
  const build = buildOptions.parse(
    {
      ...(common.m && { [common.m]: sweep.m }),
      ...(common.efConstruction && { [common.efConstruction]: sweep.efConstruction }),
      ...of(buildOptions.names),
    },
    name,
  );
  const efs = common.ef ? sweep.ef.map((ef) => ({ [common.ef as string]: ef })) : [{}];
  return efs.map((ef, nth) => ({
    engine: name,
    build,
    search: searchOptions.parse({ ...ef, ...of(searchOptions.names) }, name),
    first: nth === 0,
  }));
}

function checkK(sweep: Sweep, { name, digest, n }: PlanDataset): void {
  const k = Math.max(...sweep.k);
  if (digest === '' || k <= n) return;
  throw new LabError({
    code: 'k-too-large',
    where: `dataset ${name}`,
    what: `k = ${k}, but it has ${n} rows`,
    remedy: `ask for a k of at most ${n}`,
  });
}
