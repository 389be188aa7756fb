import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { engines } from 'vexlab/dist/engines';

const lib = resolve(__dirname, '..', 'lib');

/** A stage may import itself and the stages before it. */
const order = [
  'base',
  'datasets',
  'exact',
  'truth',
  'engines',
  'contract',
  'measure',
  'results',
  'workload',
  'analysis',
  'views',
  'notebook',
  'cli',
];
const forbidden: readonly (readonly [string, string])[] = [
  ['engines', 'truth'],
  ['truth', 'engines'],
  ['views', 'engines'],
];

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === 'dist' || name === 'node_modules') return [];
    if (statSync(path).isDirectory()) return sources(path);
    return name.endsWith('.ts') ? [path] : [];
  });
}

const stageOf = (path: string): string => relative(lib, path).split(sep)[0] ?? '';

function imports(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import|import\(|require\()\s*'(\.[^']+)'/g)].map((match) =>
    resolve(dirname(path), match[1] ?? ''),
  );
}

const files = sources(lib).filter((path) => stageOf(path) !== 'index.ts');

describe('the house', () => {
  it('has only known stages', () => {
    expect([...new Set(files.map(stageOf))].filter((stage) => !order.includes(stage))).toEqual([]);
  });

  it('lets data flow one way: a stage imports only stages to its left', () => {
    const against = files.flatMap((path) => {
      const from = stageOf(path);
      return imports(path)
        .map(stageOf)
        .filter((to) => order.indexOf(to) > order.indexOf(from) || forbidden.some(([a, b]) => a === from && b === to))
        .map((to) => `${relative(lib, path)} imports ${to}`);
    });
    expect(against).toEqual([]);
  });

  it("names no engine outside the engine's own file", () => {
    // Truth may name its oracle: it is a library there, not an engine under test.
    const names = engines.map((engine) => engine.name).filter((name) => name !== 'exact');
    const leaks = files
      .filter((path) => !['engines', 'truth'].includes(stageOf(path)))
      .flatMap((path) => {
        const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
        return names
          .filter((name) => new RegExp(`['"\`]${name}['"\`]`).test(code))
          .map((name) => `${relative(lib, path)}: ${name}`);
      });
    expect(leaks).toEqual([]);
  });
});
