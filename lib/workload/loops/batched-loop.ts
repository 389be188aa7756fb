import { LabError } from '../../base/lab-error';
import type { Answer } from '../../engines/engine';
import { answerLog } from './answer-log';
import type { ClosedLoop, LoopAnswers } from './closed-loop';
import { Failures } from './failures';
import { runClients, type Turns } from './run-clients';
import { Silence } from './silence';

export interface BatchedLoop extends Omit<ClosedLoop, 'search'> {
  /** Queries of one request: request r asks those from `first` + r × size on. */
  size: number;
  searchBatch: (queries: readonly Float32Array[], k: number) => Promise<readonly Answer[]>;
}

/**
 * n clients back to back whose requests carry `size` queries each. What it saw is counted by requests (latencies, failures), and
 * by queries (ids, counts, queries), `size` for each request. A request with fewer or more answers than queries, or with one that
 * holds no ids, failed as `bad-answer`, with all its queries. Rejects as {@link runClients} does.
 */
export async function batchedLoop(loop: BatchedLoop): Promise<LoopAnswers> {
  const { requests, size, k, queries, first, searchBatch, clock } = loop;
  const log = answerLog(0, requests);
  const answerLogOfQueries = answerLog(k, requests * size);
  const failures = new Failures(new Silence(loop.answered));
  let asked = 0;
  const placeOf = (number: number, at: number): number => (first + number * size + at) % queries.length;

  const client = async (turns: Turns): Promise<void> => {
    for (let number = turns.take(); number !== undefined; number = turns.take()) {
      const request = asked++;
      log.asked(request, number);
      const taken = number;
      const batch = Array.from({ length: size }, (_, at) => queries[placeOf(taken, at)] as Float32Array);
      const start = clock.now();
      let end: number;
      try {
        const answers = await searchBatch(batch, k);
        end = clock.now();
        // None is kept before all are known to be answers: a request fails as a whole.
        idsOf(answers, size).forEach((ids, at) => answerLogOfQueries.answered(request * size + at, ids));
        failures.answered(end);
      } catch (thrown) {
        end = clock.now();
        log.failed(request);
        failures.failed(thrown);
      }
      log.took(request, end - start);
      const rest = turns.rest(end);
      if (rest) await rest;
    }
  };

  const { made, windowNs } = await runClients({ ...loop, client, silence: failures.silence });
  const { numbers, latencies, failed } = log.whole(made);
  const { ids, counts, long, notIds } = answerLogOfQueries.whole(made * size);
  const asks = Uint32Array.from({ length: made * size }, (_, query) =>
    placeOf(numbers[Math.floor(query / size)] as number, query % size),
  );
  return { numbers, latencies, failed, ids, counts, queries: asks, errors: failures.errors, long, notIds, windowNs };
}

function idsOf(answers: readonly Partial<Answer>[], size: number): ArrayLike<number>[] {
  const refuse = (what: string): LabError => new LabError({ code: 'bad-answer', where: 'search', what });
  if (answers.length !== size) throw refuse(`${answers.length} answers to ${size} queries`);
  return answers.map((answer: Partial<Answer> | undefined, at) => {
    if (answer?.ids === undefined) throw refuse(`answer ${at + 1} of ${size} holds no ids`);
    return answer.ids;
  });
}
