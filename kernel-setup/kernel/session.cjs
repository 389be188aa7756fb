'use strict';
// The cell that runs, and what goes wrong while none does.
const { failureOf } = require('./failures.cjs');

/** One execution of a cell. */
class Cell {
  /** @type {import('./failures.cjs').Failure[]} */
  failures = [];
  interruption = new AbortController();

  /**
   * @param {number} count the number in `In [count]`
   * @param {string} code
   * @param {(type: string, content: object) => void} publish sends a message that belongs to this cell
   */
  constructor(count, code, publish) {
    this.count = count;
    this.code = code;
    this.publish = publish;
  }

  /** @param {import('./failures.cjs').Failure} failure */
  fail(failure) {
    this.failures.push(failure);
    this.publish('error', failure);
  }
}

/** What lasts from cell to cell. */
class Session {
  /** The cell that runs, else the one that ran last. @type {Cell | undefined} */
  cell;
  running = false;
  /** Failures since the last cell ended: the next cell's reply tells of them. */
  #late = [];

  /** @param {Cell} cell */
  begin(cell) {
    this.cell = cell;
    this.running = true;
  }

  end() {
    for (const failure of this.#late.splice(0)) this.cell.fail(failure);
    this.running = false;
  }

  /**
   * A promise rejected that nobody awaits, or an exception out of a timer or an event.
   * @param {string} kind
   * @param {unknown} thrown
   */
  strayFailure(kind, thrown) {
    // Work that an interrupt ended may say so by rejecting with the signal's own reason.
    if (this.cell?.interruption.signal.aborted && thrown === this.cell.interruption.signal.reason) return;
    const { ename, evalue, traceback } = failureOf(thrown);
    const failure = {
      ename,
      evalue: `${kind}: ${evalue}`,
      traceback: [`${kind}: ${traceback[0]}`, ...traceback.slice(1)],
    };
    if (this.running) {
      this.cell.fail(failure);
      return;
    }
    this.cell?.publish('error', failure);
    const late = `${failure.evalue} (after an earlier cell had ended)`;
    this.#late.push({ ...failure, evalue: late });
  }

  interrupt() {
    if (this.running) this.cell.interruption.abort();
  }
}

module.exports = { Cell, Session };
