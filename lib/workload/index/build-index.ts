import { randomUUID } from 'node:crypto';
import { contentId } from '../../base/canonical-json';
import type { Progress } from '../../base/progress';
import type { Dataset } from '../../datasets/dataset';
import type { Batch, Collection, CollectionSpec, Connection, Engine } from '../../engines/engine';
import { rowAttributes } from '../data/filter-ladder';
import { type Clock, millisecondsBetween } from '../../measure/clock';
import { folderSize } from '../../measure/folder-size';
import type { Cell } from '../../results/cell';
import type { OkRecord } from '../../results/record';
import { memorySample } from '../window/memory-sample';
import { lookAlong } from '../window/look-along';
import { type Observed, observeWindow } from '../window/observe-window';
import { within } from '../run/within';
import { batchOf, insertOrder } from './batch-of';

/** An index that can be searched, and how it came to be. */
export interface BuiltIndex {
  collection: Collection;
  /** As it was opened. */
  spec: CollectionSpec;
  build: OkRecord['build'];
  /** What filling it took, from the first insert until all could be searched. */
  observed: Observed;
}

export interface BuildSteps {
  clock: Clock;
  /** Longest time for one step: opening, one batch, getting ready, verifying, counting. */
  stepTimeoutMs: number;
  signal?: AbortSignal;
  progress: Progress;
}

/** How the inserts are made, and who looks on. */
export interface Inserting {
  /** Vectors of one insert; the same for every engine, whose adapter cuts it smaller where it must. */
  batch: number;
  /** How many rows, the first of the order; all if not given. */
  rows?: number;
  /**
   * Told of each acknowledged insert, how long it took (nanoseconds) and how many vectors are acknowledged by now: between two inserts,
   * so it must be over at once.
   */
  inserted?: (insert: { took: number; vectors: number }) => void;
  /** Looks on now and then from the first insert until all is searchable, told the milliseconds since the former. */
  look?: (ms: number) => Promise<void>;
}

const usual: Inserting = { batch: 1000 };

/**
 * Builds the index that a cell searches. The first build takes the rows in the dataset's order, each further one in a
 * random order of its own: so the builds of engines that would make the same index again differ as builds do.
 */
export async function buildIndex(
  cell: Cell,
  dataset: Dataset,
  engine: Engine,
  { connection, first }: { connection: Connection; first: boolean },
  { clock, stepTimeoutMs, signal, progress }: BuildSteps,
  { batch: batchRows, inserted, look, rows = dataset.base.n }: Inserting = usual,
): Promise<BuiltIndex> {
  const what = `building ${engine.name} on ${dataset.name}`;
  const step = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    within(stepTimeoutMs, signal, `${what}: ${name}`, work);
  const id = contentId({ cell: [cell.dataset.digest, cell.engine, cell.build, cell.buildIndex], made: randomUUID() });
  const { n, dim } = dataset.base;
  const sizes = async () => ({
    memory: await memorySample(connection),
    disk: connection.dataFolder === undefined ? undefined : await folderSize(connection.dataFolder),
  });
  const attributes = rowAttributes(cell, n);
  const before = await sizes();
  const spec: CollectionSpec = {
    name: `vexlab_${id}`,
    dim,
    metric: dataset.metric,
    capacity: n,
    build: cell.build,
    search: cell.search,
    ...(attributes && { attributes: attributes.kinds }),
  };
  const collection = await step('open', () => connection.open(spec));
  try {
    const rowOrder = insertOrder(n, cell);
    const batchFrom = (row: number): Batch =>
      batchOf(dataset, rowOrder, row, Math.min(rows, row + batchRows), attributes);
    // The first is made before the clock runs, each further one while it does.
    let next: Batch | undefined = batchFrom(0);
    const fill = async () => {
      let insertMs = 0;
      const began = clock.now();
      for (let row = 0; row < rows; row += batchRows) {
        const batch = next ?? batchFrom(row);
        next = undefined;
        const start = clock.now();
        await step(`insert of rows from ${row}`, () => collection.insert(batch));
        const took = clock.now() - start;
        insertMs += took / 1e6;
        inserted?.({ took, vectors: Math.min(rows, row + batchRows) });
        progress({ stage: what, done: Math.min(rows, row + batchRows), total: rows, unit: 'vectors' });
      }
      const acknowledged = clock.now();
      await step('getting ready', () => collection.ready());
      const end = clock.now();
      return {
        insertMs,
        readyMs: millisecondsBetween(acknowledged, end),
        wallMs: millisecondsBetween(began, end),
      };
    };
    const { seen: phases, observed } = await observeWindow(connection, () => (look ? lookAlong(look, fill) : fill()));
    // Looked at before the lab asks anything: verifying and counting are no part of filling.
    const after = await sizes();
    await step('verifying', async () => collection.verify?.());
    const countAfter = await step('count', () => collection.count());
    const memory = { before: before.memory, after: after.memory };
    const disk =
      before.disk === undefined || after.disk === undefined ? {} : { disk: { before: before.disk, after: after.disk } };
    return { collection, spec, observed, build: { id, rows, countAfter, ...phases, first, memory, ...disk } };
  } catch (thrown) {
    // Best effort: the error that matters is the one at hand.
    await within(5000, undefined, `${what}: drop`, () => collection.drop()).catch(() => undefined);
    throw thrown;
  }
}
