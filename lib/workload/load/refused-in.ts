import type { OpenWindow } from '../../results/open-window';

/** Kinds that the client itself gives up with: not sent, no answer in time, by whichever name its timer has, and broken off. */
const givenUp = /not-sent|no-answer|time-?d?-?out|abort/i;

/**
 * Requests that the engine failed by itself, by an error or by a connection that it refused or cut. A client that is behind finds
 * its own timers run out before it reads an answer that is there, so what ended by time tells nothing of the engine then; nor do
 * errors of which no kind is known.
 */
export const refusedIn = ({ kinds = {} }: Pick<OpenWindow, 'kinds'>): number =>
  Object.entries(kinds).reduce((sum, [kind, count]) => sum + (givenUp.test(kind) ? 0 : count), 0);
