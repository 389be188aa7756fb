import { failedInWindow, type OpenWindow } from '../../results/open-window';
import { refusedIn } from './refused-in';

export interface WindowVerdict {
  readonly verdict: 'held' | 'broken' | 'not judged';
  /** The criteria that were missed, or why it was not judged; empty where it held. */
  readonly why: readonly string[];
}

/**
 * What a window must keep to have held; `few`: requests that may be missing, or wait, by where a window happens to be cut, but no
 * more than a twentieth of those due.
 */
export const windowLimits = { completed: 0.99, errors: 0.01, backlog: 0.01, few: 10, fewOf: 0.05 } as const;

export interface WindowObjective {
  readonly p99Ms?: number;
  /** Requests that may be missing: as {@link windowLimits} if not given. */
  readonly few?: number;
}

/**
 * Whether the engine held a rate: over the second half it completed 99 % of what was offered, or all but 10 requests where these
 * are at most 5 % of it; under 1 % of the requests failed or were not sent; the backlog did not grow over that half by more than 10 requests and 1 % of its arrivals;
 * and the p99 is within the objective, if there is one. Where the client itself sent late only requests that the engine refused
 * break it (see {@link refusedIn}), and else it is not judged. Judged against the arrivals made, not those asked for: of 1,000 Poisson
 * arrivals chance alone moves 6 %, and what is under way at either end of a half moves by a few requests too.
 */
export function judgeWindow(window: OpenWindow, objective: WindowObjective = {}): WindowVerdict {
  if (!(window.requests > 0)) return { verdict: 'not judged', why: ['no request was due'] };
  if (window.client === 'fail') {
    // What the engine refused it refused, however late it was asked; for what else is missing the client may be to blame.
    const refused = refusedIn(window);
    return refused / window.requests >= windowLimits.errors
      ? { verdict: 'broken', why: [`the engine refused ${refused} of ${window.requests} requests`] }
      : { verdict: 'not judged', why: ['the client itself sent late'] };
  }
  const why = missed(window, objective);
  // What else was missed is missed, also where so many failed that there is no p99.
  if (why.length === 0 && objective.p99Ms !== undefined && window.p99Ms === undefined) {
    return { verdict: 'not judged', why: [`the window carries no p99 to hold against ${objective.p99Ms} ms`] };
  }
  return { verdict: why.length === 0 ? 'held' : 'broken', why };
}

function missed(window: OpenWindow, { p99Ms: within = Infinity, few = windowLimits.few }: WindowObjective) {
  const { offered, completed, requests, backlog, p99Ms = 0 } = window;
  const growth = backlog.end - backlog.middle;
  const growthAllowed = Math.max(windowLimits.few, (windowLimits.backlog * requests) / 2);
  const mayMiss = Math.max(1 - windowLimits.completed, Math.min(windowLimits.fewOf, few / (requests / 2)));
  return [
    ...(completed >= (1 - mayMiss) * offered
      ? []
      : [`completed ${completed.toFixed(1)} of ${offered.toFixed(1)} requests/s`]),
    ...(failedInWindow(window) / requests < windowLimits.errors ? [] : failures(window)),
    ...(growth <= growthAllowed ? [] : [`the backlog grew from ${backlog.middle} to ${backlog.end} requests`]),
    ...(p99Ms <= within ? [] : [`p99 ${p99Ms} ms, above ${within} ms`]),
  ];
}

const failures = ({ errors, requests, notSent }: OpenWindow): string[] => [
  `${errors} of ${requests} requests failed, ${notSent} were not sent`,
];
