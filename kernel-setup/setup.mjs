// Makes a fresh clone ready; run again, it does only what is not up to date. `npm start`, `npm test` and `npm run lab` call it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prerequisites } from './checks.mjs';
import { takeLock } from './lock.mjs';
import { cacheFolder, workFolder } from './places.mjs';
import { endRunning } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';
import { StepBoard } from './step-board.mjs';
import { bringUpToDate, isCurrent } from './step.mjs';
import { exportLook, kernelspec } from './steps/jupyter.mjs';
import { library } from './steps/library.mjs';
import { packages } from './steps/packages.mjs';
import { environment, requirements, testRequirements } from './steps/python.mjs';

const usage = `usage: npm run setup [-- --test]
  --test  also what only the tests need`;

/** Ends where the machine lacks something that a set-up cannot bring. */
function demandPrerequisites() {
  const missing = prerequisites().filter(({ state }) => state === 'missing');
  if (missing.length === 0) return;
  throw new SetupError({
    what: missing.map(({ title, found }) => `${title}: ${found}`).join('; '),
    remedy: `${missing.map(({ remedy }) => remedy).join('; ')}; then: npm run setup`,
  });
}

/**
 * @param {{ test: boolean }} options
 * @returns {Promise<'current' | 'made'>}
 */
async function setUp({ test }) {
  const pythonSteps = [environment, requirements, ...(test ? [testRequirements] : []), kernelspec];
  const steps = [packages, library, ...pythonSteps, exportLook];
  if (steps.every(isCurrent)) return 'current';

  mkdirSync(cacheFolder(), { recursive: true });
  const free = await takeLock(join(workFolder, 'setup.lock'), (pid) =>
    console.log(`set-up: another one (process ${pid}) is running in this checkout; waiting for it`),
  );
  try {
    if (![packages, environment, requirements].every(isCurrent)) demandPrerequisites();
    const board = new StepBoard(process.stdout);
    const inTurn = async (/** @type {import('./step.mjs').Step[]} */ ...some) => {
      for (const step of some) await bringUpToDate(step, board);
    };
    // npm and pip wait for the network most of the time: both at once.
    const npm = inTurn(packages);
    const python = inTurn(...pythonSteps);
    const last = [npm.then(() => inTurn(library)), Promise.all([npm, python]).then(() => inTurn(exportLook))];
    const failed = (await Promise.allSettled(last)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  } finally {
    free();
  }
  return 'made';
}

const options = process.argv.slice(2);
const unknown = options.find((option) => option !== '--test');
if (unknown) {
  console.error(`set-up: unknown option ${unknown}\n${usage}`);
  process.exit(2);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    endRunning(signal);
    console.error('\nset-up interrupted; npm run setup goes on where it stopped');
    process.exit(signal === 'SIGINT' ? 130 : 143);
  });
}
try {
  const how = await setUp({ test: options.includes('--test') });
  console.log(how === 'current' ? 'set-up: nothing to do' : 'set-up: ready');
} catch (error) {
  console.error(error instanceof SetupError ? error.text : error);
  process.exit(1);
}
