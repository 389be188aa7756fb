import { errorKind } from './error-kind';
import { Silence } from './silence';

/** Failed requests by kind. */
export class Failures {
  readonly errors: { [kind: string]: number } = {};

  constructor(readonly silence: Silence = new Silence()) {}

  failed(thrown: unknown): void {
    const kind = errorKind(thrown);
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
    this.silence.goesOn(thrown);
  }

  /** `at`: when, nanoseconds of the loop's clock. */
  answered(at: number): void {
    this.silence.broken(at);
  }
}
