import { takeRows, toFloat32 } from '../../datasets/vectors';
import { LabError } from '../../base/lab-error';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import { packUint16, packUint32 } from '../../results/pack';
import { littlesLaw, warmUp, windowLength } from '../checks/checks';
import { firstQuery, measureSearches } from '../window/measure-searches';
import { countAfterWrites, freshRows, staleAnswers, writesMade } from '../checks/mixed-checks';
import { type MixedAnswers, mixedLoop, type Writes } from '../loops/mixed-loop';
import { mustHaveSearched } from '../loops/must-have-searched';
import { mixedStream } from '../loops/mixed-stream';
import type { RowTimes } from '../loops/row-times';
import { scoreMixed } from '../score/score-mixed';
import { streamSeed } from '../loops/stream-seed';
import { within } from '../run/within';
import { insertOrder } from '../index/batch-of';
import { closedCells } from './closed-cells';
import type { WorkloadKind } from './workload-kind';

/** Share of the rows that are there at the start; the rest waits to be inserted. */
const built = 0.8;
const stepMs = 60_000;

/** Searching while rows come and go, in a collection of its own; beside it the same without writes, to hold it against. */
export const mixed: WorkloadKind<'mixed'> = {
  searches: true,
  ownIndex: true,

  of({ inserts, deletes, seconds }, sweep) {
    const shares =
      inserts + deletes > 0
        ? [
            { inserts: 0, deletes: 0 },
            { inserts, deletes },
          ]
        : [{ inserts, deletes }];
    const minMs = seconds === undefined ? sweep.minMs : Math.round(seconds * 1000);
    return closedCells({ ...sweep, minMs }).flatMap((closed) =>
      shares.map((share) => ({ type: 'mixed', ...closed, ...share, built })),
    );
  },

  describe: ({ k, clients, inserts, deletes }) => `k ${k}, clients ${clients}, inserts ${inserts}, deletes ${deletes}`,

  obstacle({ workload: { deletes } }, engine) {
    if (deletes === 0 || engine.capabilities.remove) return undefined;
    return { state: 'skipped', why: `${engine.name} cannot delete`, remedy: 'ask for no deletes (--deletes 0)' };
  },

  async measure(cell, context) {
    const { engine, prepared, pool, signal } = context;
    const { clients, requests, minMs, warmup, inserts, deletes, k } = cell.workload;
    const { dataset } = prepared;
    const { n } = dataset.base;
    const order = insertOrder(n, cell) ?? Uint32Array.from({ length: n }, (_, row) => row);
    const start = Math.round(cell.workload.built * n);
    const there = order.subarray(0, start);
    const stream = mixedStream({
      inserts,
      deletes,
      there,
      waiting: order.subarray(start),
      seed: streamSeed(cell.seed, cell.repetition),
    });
    const { capabilities } = await pool.start(engine, false);
    const index = await pool.build(cell, engine, prepared, { batch: 1000, rows: start });
    const { collection } = index;
    if (deletes > 0 && !collection.remove) {
      await collection.drop();
      throw new LabError({
        code: 'not-supported',
        where: engine.name,
        what: 'the server that was found cannot delete',
      });
    }
    try {
      const first = firstQuery(cell, requests, prepared);
      const ids = (row: number): Uint32Array => Uint32Array.of(dataset.ids[row] as number);
      const { facts, scores, windowMs, seen } = await measureSearches(cell, context, {
        index,
        first,
        clients,
        // What a search could see is known by the order of the thread that makes searches and writes.
        threads: 0,
        mostInFlight: clients,
        writes: ({ inserts, deletes }: MixedAnswers) => inserts.rows.length + deletes.rows.length,
        window: async (_, asking) => {
          const seen = await mixedLoop({
            ...asking,
            ...{ clients, requests, minMs, first, stream, n, there },
            insert: (row) => {
              const batch = { ids: ids(row), vectors: toFloat32(takeRows(dataset.base, [row])) };
              return () => collection.insert(batch);
            },
            remove: (row) => {
              const gone = ids(row);
              return async () => collection.remove?.(gone);
            },
          });
          mustHaveSearched(seen, engine.name);
          return { seen };
        },
      });
      const moments = await scoreMixed(seen, scores.rows, k, dataset, signal);
      await within(stepMs, signal, 'getting ready', () => collection.ready());
      const counted = await within(stepMs, signal, 'count', () => collection.count());
      const writes = [seen.inserts, seen.deletes];
      const failed = writes.reduce((sum, one) => sum + one.failed.length, 0);
      const deleted = seen.deletes.acknowledged.length;
      const took = [...seen.latencies, ...writes.flatMap((one) => [...one.acknowledged, ...one.failed])];
      const sum = (values: Uint16Array): number => values.reduce((total, value) => total + value, 0);
      const { due, missed } = moments.fresh;
      const all = { due: sum(moments.due), missed: sum(moments.due) - sum(moments.hits) };
      const eventual = capabilities.eventual ?? false;
      return {
        ...facts,
        measured: 'mixed',
        histograms: {
          ...scores.histograms,
          ...(seen.inserts.rows.length > 0 && { insert: histogramOf(seen.inserts) }),
          ...(seen.deletes.rows.length > 0 && { delete: histogramOf(seen.deletes) }),
        },
        answers: {
          ...facts.answers,
          hits: packUint16(moments.hits),
          tieHits: packUint16(moments.tieHits),
          short: moments.short,
          duplicates: moments.duplicates,
        },
        moments: {
          due: packUint16(moments.due),
          sent: packUint32(seen.sent),
          answered: packUint32(seen.answered),
          stale: moments.stale,
          unsent: moments.unsent,
          fresh: moments.fresh,
        },
        writes: {
          inserts: written(seen.inserts, seen.times.insertSent, seen.times.insertAcknowledged),
          deletes: written(seen.deletes, seen.times.deleteSent, seen.times.deleteAcknowledged),
          errors: seen.writeErrors,
          ranOut: seen.ranOut,
        },
        findings: [
          littlesLaw({
            requests: took.length,
            windowMs,
            meanLatencyMs: took.reduce((total, ns) => total + ns, 0) / took.length / 1e6,
            clients,
          }),
          windowLength({ measureMs: windowMs, requests: took.length }),
          warmUp({ warmup, clients }),
          ...(deletes > 0
            ? [staleAnswers({ stale: moments.stale, searches: seen.queries.length, deletes: deleted }, eventual)]
            : []),
          ...(inserts > 0
            ? [
                freshRows(
                  { fresh: { due, missed }, rest: { due: all.due - due, missed: all.missed - missed } },
                  eventual,
                ),
              ]
            : []),
          countAfterWrites({ expected: expectedCount(start, seen), uncertain: failed, counted }),
          writesMade({ writes: writes.flatMap((one) => one.rows).length, failed, ranOut: seen.ranOut }),
          ...facts.findings,
        ],
      };
    } finally {
      // What cannot be dropped now goes with the connection or with the run's data folder.
      await within(stepMs, undefined, 'drop', () => collection.drop()).catch(() => undefined);
    }
  },
};

const expectedCount = (start: number, { inserts, deletes }: { inserts: Writes; deletes: Writes }): number =>
  start + inserts.acknowledged.length - deletes.acknowledged.length;

function histogramOf({ acknowledged }: Writes): string {
  const histogram = newHistogram();
  for (const ns of acknowledged) recordLatency(histogram, ns);
  return encodeHistogram(histogram);
}

const written = ({ rows, failed }: Writes, sent: RowTimes['insertSent'], acknowledged: RowTimes['insertSent']) => ({
  rows: packUint32(Uint32Array.from(rows)),
  sent: packUint32(Uint32Array.from(rows, (row) => sent[row] as number)),
  acknowledged: packUint32(Uint32Array.from(rows, (row) => acknowledged[row] as number)),
  failed: failed.length,
});
