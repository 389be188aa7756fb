// Says what the laboratory has and what is missing, each with the command that mends it. Needs nothing but Node.
import { extras, installed, prerequisites } from './checks.mjs';

const usage = `usage: npm run doctor [-- --json]
  --json  the checks as JSON: { ok, checks: [{ id, title, state, found, remedy? }] }
exit code: 0 when nothing needed is missing, 1 when something is, 2 for a wrong option`;

const options = process.argv.slice(2);
const unknown = options.find((option) => !['--json', '--help', '-h'].includes(option));
if (unknown) {
  console.error(`doctor: unknown option ${unknown}\n${usage}`);
  process.exit(2);
}
if (options.some((option) => option === '--help' || option === '-h')) {
  console.log(usage);
  process.exit(0);
}

const checks = [...prerequisites(), ...installed(), ...extras()];
const missing = checks.filter(({ state }) => state === 'missing');
process.exitCode = missing.length > 0 ? 1 : 0;

if (options.includes('--json')) {
  console.log(JSON.stringify({ ok: missing.length === 0, checks }, null, 2));
} else {
  const marks = { ok: '✓', missing: '✗', optional: '·' };
  for (const { title, state, found, remedy } of checks) {
    console.log(`${marks[state]} ${title.padEnd(26)}${found}`);
    if (remedy) console.log(`${' '.repeat(28)}→ ${remedy}`);
  }
  console.log(
    missing.length === 0 ? '\nNothing needed is missing.' : `\nMissing: ${missing.length}. Next: ${missing[0].remedy}`,
  );
}
