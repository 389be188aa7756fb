import type { OpenWindow } from '../../results/open-window';
import type { Finding, OpenLoad } from '../../results/record';

/** What is known of a window of an open loop. */
export interface WindowFacts {
  readonly rate: number;
  readonly durationMs: number;
  readonly requests: number;
  /** Requests that failed, by kind, those that were not sent among them. */
  readonly errors: { readonly [kind: string]: number };
  readonly load: Pick<OpenLoad, 'secondHalf' | 'backlog'>;
  /** Of the responses; absent: too few carry it. */
  readonly p99Ms?: number | undefined;
  /** Verdict of the check `slips`. */
  readonly client?: Finding['verdict'] | undefined;
}

/** The figures that a rate is judged by. */
export function windowOf({ rate, durationMs, requests, errors, load, p99Ms, client }: WindowFacts): OpenWindow {
  const perSecond = (count: number): number => count / (durationMs / 2000);
  const { 'not-sent': notSent = 0, ...others } = errors;
  return {
    rate,
    // Of the second half: a window begins with nothing under way, and what is at its end would seem not completed.
    offered: perSecond(load.secondHalf.due),
    completed: perSecond(load.secondHalf.answered),
    requests,
    errors: Object.values(others).reduce((sum, count) => sum + count, 0),
    notSent,
    kinds: errors,
    backlog: load.backlog,
    ...(p99Ms !== undefined && Number.isFinite(p99Ms) && { p99Ms }),
    ...(client && { client }),
  };
}
