import { answerLog } from './answer-log';
import type { ClosedLoop, LoopAnswers } from './closed-loop';
import type { MixedStream, Operation } from './mixed-stream';
import { Failures } from './failures';
import { runClients, type Turns } from './run-clients';
import { Silence } from './silence';
import { type RowTimes, rowTimes } from './row-times';

export interface MixedLoop extends ClosedLoop {
  stream: MixedStream;
  /** Rows of the dataset, and those that are there at the start. */
  n: number;
  there: Iterable<number>;
  /** Each gets all ready that the engine is handed, which is no part of its time, and returns what sends it. */
  insert: (row: number) => () => Promise<void>;
  remove: (row: number) => () => Promise<void>;
}

/** Inserts or deletes of a window, in the order of sending. */
export interface Writes {
  rows: number[];
  /** Nanoseconds of those that were acknowledged, and of those that failed. */
  acknowledged: number[];
  failed: number[];
}

/** The searches of a window, with what was written meanwhile. */
export interface MixedAnswers extends LoopAnswers {
  /** When each search was sent and answered, and each row written, in ticks. */
  sent: Uint32Array;
  answered: Uint32Array;
  times: RowTimes;
  inserts: Writes;
  deletes: Writes;
  writeErrors: { [kind: string]: number };
  /** The stream ended the window: there was nothing left to insert or to delete. */
  ranOut: boolean;
}

const noWrites = (): Writes => ({ rows: [], acknowledged: [], failed: [] });

/**
 * n clients back to back that search, insert and delete single rows as the stream says. Every sending and every answer takes
 * the next tick, so that afterwards it is known what a search could see. Rejects as {@link runClients} does.
 */
export async function mixedLoop(loop: MixedLoop): Promise<MixedAnswers> {
  const { stream, requests, k, queries, first, search, insert, remove, clock, n } = loop;
  const log = answerLog(k, requests);
  const times = rowTimes(n, loop.there);
  // Whoever answers searches or writes is there.
  const silence = new Silence();
  const [failures, writeFailures] = [new Failures(silence), new Failures(silence)];
  const [inserts, deletes] = [noWrites(), noWrites()];
  const [sent, answered]: [number[], number[]] = [[], []];
  let [tick, ranOut] = [0, false];

  const searchOnce = async (): Promise<number> => {
    const request = sent.length;
    log.asked(request, request);
    const query = queries[(first + request) % queries.length] as Float32Array;
    sent.push((tick += 1));
    const start = clock.now();
    let end: number;
    try {
      const { ids } = await search(query, k);
      end = clock.now();
      log.answered(request, ids);
      failures.answered(end);
    } catch (thrown) {
      end = clock.now();
      log.failed(request);
      failures.failed(thrown);
    }
    answered[request] = tick += 1;
    log.took(request, end - start);
    return end;
  };

  const write = async ({ kind, row }: Exclude<Operation, { kind: 'search' }>): Promise<number> => {
    const writes = kind === 'insert' ? inserts : deletes;
    const send = kind === 'insert' ? insert(row) : remove(row);
    writes.rows.push(row);
    (kind === 'insert' ? times.insertSent : times.deleteSent)[row] = tick += 1;
    const start = clock.now();
    try {
      await send();
      const end = clock.now();
      (kind === 'insert' ? times.insertAcknowledged : times.deleteAcknowledged)[row] = tick += 1;
      if (kind === 'insert') stream.inserted(row);
      writes.acknowledged.push(end - start);
      writeFailures.answered(end);
      return end;
    } catch (thrown) {
      // Whether it took place nobody knows: the row stays in flight.
      const end = clock.now();
      writes.failed.push(end - start);
      writeFailures.failed(thrown);
      return end;
    }
  };

  const client = async (turns: Turns): Promise<void> => {
    while (turns.take() !== undefined) {
      const operation = stream.next();
      ranOut ||= operation === undefined;
      if (!operation) return turns.stop();
      const end = await (operation.kind === 'search' ? searchOnce() : write(operation));
      const rest = turns.rest(end);
      if (rest) await rest;
    }
  };

  const { windowNs } = await runClients({ ...loop, client, silence });
  const searches = sent.length;
  return {
    ...log.whole(searches),
    queries: Uint32Array.from({ length: searches }, (_, request) => (first + request) % queries.length),
    errors: failures.errors,
    windowNs,
    sent: Uint32Array.from(sent),
    answered: Uint32Array.from(answered),
    times,
    inserts,
    deletes,
    writeErrors: writeFailures.errors,
    ranOut,
  };
}
