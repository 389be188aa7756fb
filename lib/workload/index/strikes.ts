import { LabError, messageOf } from '../../base/lab-error';

/** Counts failures of the same thing, so that a hopeless one is not tried for every cell of a sweep. */
export interface Strikes {
  /** Throws a LabError (`gave-up`) with the last reason once there were too many. */
  check(thing: string): void;
  count(thing: string, thrown: unknown): void;
}

export function countStrikes(most: number): Strikes {
  const seen = new Map<string, { times: number; last: string }>();
  return {
    check(thing) {
      const struck = seen.get(thing);
      if (!struck || struck.times < most) return;
      throw new LabError({
        code: 'gave-up',
        where: thing,
        what: `not tried again after ${struck.times} failures, the last: ${struck.last}`,
      });
    },
    count(thing, thrown) {
      if (thrown instanceof LabError && thrown.code === 'gave-up') return;
      seen.set(thing, { times: (seen.get(thing)?.times ?? 0) + 1, last: messageOf(thrown) });
    },
  };
}
