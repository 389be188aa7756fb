// Says which of the engines that the tests run for real could not run here, so that their tests were skipped. One that
// VEXLAB_CI_MAY_LACK names, after commas, is printed; any other fails. Ends with one line, as a test run does.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { engines } = createRequire(import.meta.url)('../lib/dist/engines/index.js');
const { env } = process;
const real = engines.filter(({ testedAgainst }) => testedAgainst === 'engine');
const mayLack = (env.VEXLAB_CI_MAY_LACK ?? '').split(',').flatMap((name) => name.trim() || []);
const unknown = mayLack.filter((name) => !real.some((engine) => engine.name === name));
const dataDir = mkdtempSync(join(tmpdir(), 'vexlab-ci-'));

/** Why the tests of an engine had nothing to run; undefined: they had. */
async function whyNot({ name, installation, probe }) {
  const found = await probe({ dataDir, env }).catch((error) => ({ why: error.message, remedy: 'mend its probe' }));
  if (!('how' in found)) return `${found.why}; ${found.remedy}`;
  if (found.how !== 'started' || !installation || installation.installed(env)) return undefined;
  return `it is not installed; npx vexlab install ${name} says why`;
}

let [passed, failed, skipped] = [0, 0, 0];
for (const engine of real) {
  const why = await whyNot(engine);
  if (why === undefined) passed++;
  else if (mayLack.includes(engine.name)) {
    skipped++;
    console.log(`lacking, as VEXLAB_CI_MAY_LACK allows: ${engine.name}: ${why}`);
  } else {
    failed++;
    console.log(`Error: NOT TESTED: ${engine.name}: ${why}`);
  }
}
for (const name of unknown) {
  failed++;
  console.log(`Error: VEXLAB_CI_MAY_LACK names ${name}, which is no engine that the tests run for real`);
}
rmSync(dataDir, { recursive: true });
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;
