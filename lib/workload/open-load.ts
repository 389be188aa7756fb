import type { OpenLoad } from '../results/record';
import type { OpenLoopAnswers } from './open-loop';

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
  const until = (times: Float64Array, ns: number): number => times.reduce((sum, at) => sum + Number(at <= ns), 0);
  const end = durationMs * 1e6;
  const backlogAt = (ns: number): number => until(due, ns) - until(ended, ns);
  return {
    mostInFlight,
    lastDueNs: due.at(-1) ?? 0,
    answeredInTime: until(
      ended.filter((_, request) => !failed[request]),
      end,
    ),
    inFlight,
    backlog: { middle: backlogAt(end / 2), end: backlogAt(end) },
  };
}
