import type { Finding } from './record/finding';

/** One window of an open loop at a fixed rate, of a system warmed up; rates are requests a second. */
export interface OpenWindow {
  /** The rate asked for: what names the window. */
  readonly rate: number;
  /** Arrivals really made, and requests answered without error while requests were due. */
  readonly offered: number;
  readonly completed: number;
  /** Requests due in the window; those that failed in the engine; those not sent because too many were under way. */
  readonly requests: number;
  readonly errors: number;
  readonly notSent: number;
  /** Both by kind; absent: not known. */
  readonly kinds?: { readonly [kind: string]: number };
  /** Requests due and not yet answered, halfway through the window and when the last was due. */
  readonly backlog: { readonly middle: number; readonly end: number };
  /** From when a request was due; absent: the window carries none. */
  readonly p99Ms?: number;
  /** The check `slips`: where it failed, the client broke and not the engine. */
  readonly client?: Finding['verdict'];
}

/** Requests of a window that nobody got an answer to: a user does not ask whether they were sent. */
export const failedInWindow = ({ errors, notSent }: Pick<OpenWindow, 'errors' | 'notSent'>): number => errors + notSent;
