import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { engineByName } from 'vexlab/dist/engines/engine-by-name';
import { engines } from 'vexlab/dist/engines/index';
import { scratch } from './processes';

const folder = join(projectRoot, 'lib', 'engines');
const generator = 'generate-index.mjs';

it('is up to date with the files that export an engine', () => {
  expect(() => execFileSync(process.execPath, [join(folder, generator), '--check'])).not.toThrow();
});

it('takes up a database as soon as its file is there, and nothing else', () => {
  const copy = scratch();
  copyFileSync(join(folder, generator), join(copy, generator));
  writeFileSync(join(copy, 'pg-vector.ts'), 'export const engine: Engine = {};\n');
  writeFileSync(join(copy, 'alpha.ts'), 'export const engine: Engine = {};\n');
  writeFileSync(join(copy, 'helper.ts'), 'const engine: Engine = {};\n');
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [join(copy, generator), ...args], { stdio: 'pipe', encoding: 'utf8' });
  expect(() => run('--check')).toThrow(/index\.ts: out of date/);
  run();
  run('--check');
  const text = readFileSync(join(copy, 'index.ts'), 'utf8');
  expect(text).toContain(
    "import { engine as alpha } from './alpha';\nimport { engine as pgVector } from './pg-vector';\n",
  );
  expect(text).toContain('export const engines: readonly Engine[] = [alpha, pgVector];');
  expect(text).not.toContain('helper');
});

it('gives every engine a name, a title and a mark of its own', () => {
  for (const property of [
    engines.map(({ name }) => name),
    engines.map(({ title }) => title),
    // The palette that the colour-blind can tell apart has eight colours; the markers tell engines of one colour apart.
    engines.map(({ mark }) => mark.symbol),
  ]) {
    expect(new Set(property).size).toBe(engines.length);
  }
});

it('says of every engine what its adapter is tested against, in a test file of its name', () => {
  const tests = readdirSync(__dirname);
  for (const { name, testedAgainst } of engines.filter(({ kind }) => kind !== 'filesystem')) {
    const own = tests.filter((file) => file.startsWith(`${name}.`) || file.startsWith(`${name}-`));
    expect([
      name,
      own.some((file) => file.endsWith(testedAgainst === 'engine' ? '.test.ts' : '.protocol.test.ts')),
    ]).toEqual([name, true]);
  }
});

it('finds an engine by name, and names those that there are when there is none', () => {
  expect(engineByName('hnswlib')).toMatchObject({ name: 'hnswlib', kind: 'embedded' });
  const unknown = (): unknown => engineByName('croma');
  expect(unknown).toThrow('engine: there is no engine "croma"; the engines are chroma, exact, hnswlib,');
  expect(unknown).toThrow(expect.objectContaining({ code: 'unknown-engine' }) as Error);
});
