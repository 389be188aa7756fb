/** A set-up that cannot go on: what failed, where its log is, and what mends it. */
export class SetupError extends Error {
  /** @param {{ what: string, log?: string, tail?: string, remedy: string }} parts */
  constructor({ what, log, tail, remedy }) {
    super(what);
    this.log = log;
    this.tail = tail;
    this.remedy = remedy;
  }

  /** The message as it is shown, ready for the terminal. */
  get text() {
    const tail = this.tail ? `\n${this.tail.replace(/^/gm, '    | ')}` : '';
    return `set-up stopped: ${this.message}${tail}${this.log ? `\n  log:  ${this.log}` : ''}\n  mend: ${this.remedy}`;
  }
}
