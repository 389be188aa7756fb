'use strict';
const { setImmediate: nextTurn } = require('node:timers/promises');
const { failuresOf } = require('./failures.cjs');

/**
 * Wraps tslab's maker of executors: errors become failures of the running cell, and not text on stderr.
 * @param {(rootDir: string, converters: object, console: object) => object} createExecutor
 * @param {import('./session.cjs').Session} session
 */
function executorMaker(createExecutor, session) {
  return (rootDir, converters, console) => {
    /** @type {unknown[][]} */
    let calls = [];
    const inner = createExecutor(rootDir, converters, { log: console.log, error: (...args) => calls.push(args) });
    return {
      ...inner,
      async execute(code) {
        calls = [];
        const ok = await inner.execute(code);
        for (const failure of failuresOf(calls, code)) session.cell.fail(failure);
        // Node tells of rejections that nobody handles only after the microtasks, one of which we are in.
        await nextTurn();
        return ok;
      },
      interrupt() {
        session.interrupt();
        inner.interrupt();
      },
    };
  };
}

module.exports = { executorMaker };
