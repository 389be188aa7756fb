import { LabError } from '../../base/lab-error';
import { batchedLoop, type BatchedLoop } from './batched-loop';
import { type ClosedLoop, closedLoop, type LoopAnswers } from './closed-loop';

/** A closed loop of requests with one query each, or with `size`. */
export interface SizedLoop extends ClosedLoop {
  size?: number;
  /** Needed where there is a `size`. */
  searchBatch?: BatchedLoop['searchBatch'] | undefined;
}

/** The closed loop that is asked for. LabError `not-supported` where there is no call for several queries. */
export function loopOf({ size, searchBatch, ...loop }: SizedLoop): Promise<LoopAnswers> {
  if (size === undefined) return closedLoop(loop);
  if (searchBatch) return batchedLoop({ ...loop, size, searchBatch });
  const what = `it has no request with several queries, and ${size} were asked for`;
  return Promise.reject(new LabError({ code: 'not-supported', where: 'search', what }));
}
