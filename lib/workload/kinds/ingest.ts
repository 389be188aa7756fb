import type { Vectors } from '../../datasets/dataset';
import type { Capabilities } from '../../engines/engine';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import { folderSize } from '../../measure/folder-size';
import type { IngestRecord } from '../../results/record';
import { betweenInserts } from '../checks/between-inserts';
import { countAfterIngest } from '../checks/checks';
import { memorySample } from '../window/memory-sample';
import { engineInSight } from '../checks/engine-in-sight';
import { machineBusy } from '../checks/machine-busy';
import { within } from '../run/within';
import type { WorkloadKind } from './workload-kind';

const dropMs = 30_000;

/** Filling a collection by inserts of one size: the acknowledged rate, and apart from it the time until all is searchable. */
export const ingest: WorkloadKind<'ingest'> = {
  searches: false,

  of: ({ batches, fresh }) =>
    batches.map((batch) => ({ type: 'ingest', batch, ...(fresh && { fresh: true as const }) })),

  describe: ({ batch, fresh }) =>
    `inserts of ${batch === 'largest' ? 'the largest size' : batch}${fresh ? ', on a fresh engine' : ''}`,

  async measure(cell, { engine, prepared, pool }) {
    const { batch: asked, fresh = false } = cell.workload;
    const histogram = newHistogram();
    const samples: IngestRecord['samples'] = [];
    const connection = await pool.start(engine, fresh);
    const batch = asked === 'largest' ? largestBatch(connection.capabilities, prepared.dataset.base) : asked;
    let acknowledged = 0;
    const sample = async (ms: number, vectors: number): Promise<void> => {
      const disk = connection.dataFolder === undefined ? undefined : await folderSize(connection.dataFolder);
      samples.push({ ms, vectors, memory: await memorySample(connection), ...(disk === undefined ? {} : { disk }) });
    };
    const index = await pool.build(cell, engine, prepared, {
      batch,
      inserted({ took, vectors }) {
        acknowledged = vectors;
        recordLatency(histogram, took);
      },
      // An engine may build its index only when all is there, and need most memory then.
      look: (ms) => sample(ms, acknowledged),
    });
    const readBack = await index.collection.readBack();
    // What cannot be dropped now goes with the connection or with the run's data folder.
    await within(dropMs, undefined, 'drop', () => index.collection.drop()).catch(() => undefined);
    const { memory, cpu, eventLoop, lab } = index.observed;
    return {
      state: 'ok',
      measured: 'ingest',
      ...(asked === 'largest' && { batch }),
      params: { asked: { ...cell.build, ...cell.search }, readBack },
      build: index.build,
      errors: {},
      memory,
      cpu,
      eventLoop,
      lab,
      histograms: { insert: encodeHistogram(histogram) },
      samples: samples.sort((a, b) => a.ms - b.ms),
      findings: [
        countAfterIngest(index.build),
        ...betweenInserts(index.build),
        ...engineInSight(connection.unseen),
        ...machineBusy(cpu),
      ],
    };
  },
};

/** Vectors that one insert may carry: all, where the engine names no limit. */
const largestBatch = ({ maxBatch = Infinity, maxBatchBytes = Infinity }: Capabilities, { n, dim }: Vectors): number =>
  Math.max(1, Math.min(n, maxBatch, Math.floor(maxBatchBytes / (4 * dim))));
