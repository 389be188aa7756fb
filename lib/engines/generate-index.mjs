// Writes index.ts: a literal import of every file in this folder that exports an engine, so that adding a database
// is adding one file, and a bundler or a reader still sees every import. `--check` only says whether it is up to date.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const target = join(folder, 'index.ts');
const exportsEngine = /^export const engine: Engine\b/m;

const files = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts' && exportsEngine.test(readText(file)))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

/** `pg-vector` becomes `pgVector`: a file name as an identifier. */
const identifier = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** On one line where it fits, as the formatter has it. */
const listed = (names) => {
  const line = `export const engines: readonly Engine[] = [${names.join(', ')}];`;
  return line.length <= 120
    ? line
    : line.replace(
        /= \[(.*)\];/,
        (_, all) =>
          `= [\n${all
            .split(', ')
            .map((name) => `  ${name},\n`)
            .join('')}];`,
      );
};

const text = `// Written by generate-index.mjs; do not edit.
${files.map((name) => `import { engine as ${identifier(name)} } from './${name}';`).join('\n')}
import type { Engine } from './engine';

/** Every engine that the lab knows, by file name. */
${listed(files.map(identifier))}
`;

const upToDate = readText('index.ts') === text;
if (process.argv.includes('--check')) {
  if (!upToDate) {
    console.error(`${target}: out of date; run: node lib/engines/generate-index.mjs`);
    process.exitCode = 1;
  }
} else if (!upToDate) {
  writeFileSync(target, text);
}

function readText(file) {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
