'use strict';

/** Why a queued cell was not run. */
class Cancelled extends Error {}

/** Runs cells one after another; after a failure those already asked for are cancelled, as Jupyter wants it. */
class CellQueue {
  #tail = Promise.resolve();
  #generation = 0;
  #refuseUntil = 0;

  /**
   * @template T
   * @param {() => Promise<T>} run
   * @returns {Promise<T>} rejects with {@link Cancelled} when it was not run
   */
  add(run) {
    const born = Date.now() < this.#refuseUntil ? -1 : this.#generation;
    const turn = this.#tail.then(() => {
      if (born !== this.#generation) throw new Cancelled('an earlier cell failed');
      return run();
    });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  /**
   * Cancels the cells that wait, also those that come in the next moments: sent long ago, they may not be read yet.
   * @param {number} momentsMs
   */
  cancelWaiting(momentsMs) {
    this.#generation++;
    this.#refuseUntil = Date.now() + momentsMs;
  }
}

module.exports = { Cancelled, CellQueue };
