import { cellId, type IngestWorkload } from 'vexlab/dist/results/cell';
import type { IngestRecord, MissingRecord, RecordEngine } from 'vexlab/dist/results/record';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { missingRecord, okRecord, plainEngine } from './fixture-records';

/** Records of filled collections made of known figures; nothing here was measured. */
export interface KnownFilling {
  engine?: RecordEngine;
  n?: number;
  dim?: number;
  batch: number;
  fresh?: boolean;
  repetition?: number;
  insertMs: number;
  readyMs: number;
  /** Absent: an older record, which has only the two. */
  wallMs?: number;
  /** Bytes of the engine's processes before, at the highest look, and when all was searchable; absent: it has none. */
  memory?: { before: number; peak: number; after: number };
  disk?: { before: number; after: number };
  /** Whether the engine's process had built nothing else. */
  first?: boolean;
}

export const serverEngine: RecordEngine = {
  ...plainEngine,
  name: 'server',
  title: 'Server',
  kind: 'server',
  how: 'started',
  mark: { colour: '#D55E00', symbol: 'square' },
};

const datasetOf = ({ n = 10_000, dim = 128 }: Pick<KnownFilling, 'n' | 'dim'>) => ({
  name: `synthetic:n=${n},dim=${dim}`,
  digest: `d${n}x${dim}`,
  n,
  dim,
  synthetic: true,
});

const workloadOf = ({ batch, fresh }: Pick<KnownFilling, 'batch' | 'fresh'>): IngestWorkload => ({
  type: 'ingest',
  batch,
  ...(fresh && { fresh: true as const }),
});

export function ingestRecord(known: KnownFilling): IngestRecord {
  const { engine = plainEngine, batch, insertMs, readyMs, wallMs, repetition = 0, memory, disk, first = true } = known;
  const dataset = datasetOf(known);
  const closed = okRecord({ engine, dataset, repetition, latencies: [1], measureMs: 1 });
  const cell = { ...closed.cell, workload: workloadOf(known) };
  const inserts = Math.ceil(dataset.n / batch);
  const histogram = newHistogram();
  for (let i = 0; i < inserts; i += 1) recordLatency(histogram, (insertMs / inserts) * 1e6);
  const seen = (bytes: number | undefined) => ({ lab: 1, ...(bytes === undefined ? {} : { engine: bytes }) });
  const { version, run, at, machine, commit, params, errors, cpu, eventLoop, findings } = closed;
  return {
    ...{ version, run, at, machine, commit, engine, dataset: closed.dataset },
    ...{ state: 'ok', params, errors, cpu, eventLoop, findings },
    measured: 'ingest',
    cell,
    cellId: cellId(cell),
    histograms: { insert: encodeHistogram(histogram) },
    build: {
      id: `${engine.name} ${dataset.digest} ${batch} ${repetition}`,
      rows: dataset.n,
      countAfter: dataset.n,
      insertMs,
      readyMs,
      ...(wallMs !== undefined && { wallMs }),
      first,
      memory: { before: seen(memory?.before), after: seen(memory?.after) },
      ...(disk && { disk }),
    },
    memory: { before: seen(memory?.before), after: seen(memory?.after) },
    samples: [
      { ms: insertMs / 2, vectors: dataset.n / 2, memory: seen(memory?.peak), ...(disk && { disk: disk.before }) },
      { ms: insertMs, vectors: dataset.n, memory: seen(memory?.after), ...(disk && { disk: disk.after }) },
    ],
  };
}

/** An ingest that was not measured. */
export function missingFilling(
  known: Pick<KnownFilling, 'engine' | 'n' | 'dim' | 'batch' | 'fresh'> & Pick<MissingRecord, 'why'>,
): MissingRecord {
  const missing = missingRecord({ engine: known.engine ?? plainEngine, dataset: datasetOf(known), why: known.why });
  const cell = { ...missing.cell, workload: workloadOf(known) };
  return { ...missing, cell, cellId: cellId(cell) };
}

const mebibyte = 2 ** 20;

/** Five fresh builds of every n × dim whose memory is 3 · n^0.9 · dim KiB above a baseline of 50 MiB, disk 5 · n · dim bytes. */
export const growingFillings = (ns = [1000, 5000, 10_000], dims = [128, 256, 512]): IngestRecord[] =>
  ns.flatMap((n) =>
    dims.flatMap((dim) =>
      [1, 1.01, 0.99, 1.02, 0.98].map((wobble, repetition) => {
        const grown = Math.round(3 * n ** 0.9 * dim * wobble * 4);
        return ingestRecord({
          engine: serverEngine,
          n,
          dim,
          batch: 1000,
          fresh: true,
          repetition,
          insertMs: n * wobble,
          readyMs: n / 10,
          memory: { before: 50 * mebibyte, peak: 50 * mebibyte + 2 * grown, after: 50 * mebibyte + grown },
          disk: { before: 0, after: 5 * n * dim },
        });
      }),
    ),
  );
