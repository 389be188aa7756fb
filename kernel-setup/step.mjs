import { readStamp, writeStamp } from './stamp.mjs';

/**
 * One step of the set-up.
 * @typedef {object} Step
 * @property {string} title
 * @property {string} stampFile written when the step has succeeded
 * @property {() => string} hash of everything that the step's result depends on
 * @property {() => boolean} intact whether its result is still there (may throw where it is not)
 * @property {(context: { progress: (done: number, of: number) => void }) => Promise<void>} run
 */

/**
 * Whether the step has succeeded with its present inputs, and its result is still there.
 * @param {Step} step
 */
export function isCurrent(step) {
  const stamp = readStamp(step.stampFile);
  try {
    return stamp !== undefined && stamp === step.hash() && step.intact();
  } catch {
    // An input or the result is not there at all.
    return false;
  }
}

/**
 * Runs a step unless it is current; the stamp comes last, so that a step cut short is run again.
 * @param {Step} step
 * @param {import('./step-board.mjs').StepBoard} board
 */
export async function bringUpToDate(step, board) {
  if (isCurrent(step)) return;
  const hash = step.hash();
  board.start(step.title);
  try {
    await step.run({ progress: (done, of) => board.progress(step.title, done, of) });
  } catch (error) {
    board.end(step.title, 'failed');
    throw error;
  }
  writeStamp(step.stampFile, hash);
  board.end(step.title, 'done');
}
