import type { Clock } from '../../measure/clock';

/** How long nobody must have answered before the engine counts as gone, and how many requests must have failed meanwhile. */
export const patience = { ms: 5000, failures: 100 } as const;

/**
 * Since when no request was answered. What ends a loop is time and not a number of failures: an engine that refuses for a moment
 * fails hundreds of requests in it, and they belong in the record as what its users saw.
 */
export class Silence {
  /** Requests that failed since the last answer. */
  failed = 0;
  /** What the last of them was thrown. */
  last: unknown;
  private start = 0;
  /** The last answer, of whoever shares it, that the failures are counted from. */
  private since: number;

  /** `answered`: one number, milliseconds from the start to the last answer, which loops that ask together may share. */
  constructor(private readonly answered: Int32Array = new Int32Array(1)) {
    this.since = Atomics.load(answered, 0);
  }

  begin(start: number): void {
    this.start = start;
  }

  broken(at: number): void {
    this.failed = 0;
    this.since = Math.max(0, Math.floor((at - this.start) / 1e6));
    Atomics.store(this.answered, 0, this.since);
  }

  goesOn(thrown: unknown): void {
    this.forget();
    this.failed += 1;
    this.last = thrown;
  }

  lastedMs(clock: Clock): number {
    return (clock.now() - this.start) / 1e6 - Atomics.load(this.answered, 0);
  }

  tooLong(clock: Clock): boolean {
    this.forget();
    return this.failed >= patience.failures && this.lastedMs(clock) >= patience.ms;
  }

  /** What failed before others were answered is no part of this silence. */
  private forget(): void {
    const answered = Atomics.load(this.answered, 0);
    if (answered !== this.since) this.failed = 0;
    this.since = answered;
  }
}
