import type { OpenLoad } from '../../results/record';
import type { OpenLoopAnswers } from '../loops/open-loop';

/** How the requests of an open loop lay in a window of `durationMs`, counted from when each was due and answered. */
export function openLoad(
  due: Float64Array,
  {
    latencies,
    failed,
    mostInFlight,
    inFlight,
  }: Pick<OpenLoopAnswers, 'latencies' | 'failed' | 'mostInFlight' | 'inFlight'>,
  durationMs: number,
): OpenLoad {
  const ended = due.map((at, request) => at + (latencies[request] as number));
  const answered = ended.filter((_, request) => !failed[request]);
  const by = (times: Float64Array, ns: number): number => times.reduce((sum, at) => sum + Number(at <= ns), 0);
  const end = durationMs * 1e6;
  const middle = end / 2;
  const backlogAt = (ns: number): number => by(due, ns) - by(ended, ns);
  return {
    mostInFlight,
    lastDueNs: due.at(-1) ?? 0,
    answeredInTime: by(answered, end),
    secondHalf: { due: due.length - by(due, middle), answered: by(answered, end) - by(answered, middle) },
    inFlight,
    backlog: { middle: backlogAt(middle), end: backlogAt(end) },
  };
}
