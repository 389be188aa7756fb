import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';

/** Every file that makes findings of what the lab measured; those of published numbers are told elsewhere. */
const sources = ['lib/workload', 'lib/analysis'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('published'))
    .map((file) => readFileSync(join(projectRoot, folder, file), 'utf8')),
);
const checks = [
  ...new Set(sources.flatMap((source) => [...source.matchAll(/\bcheck: '([^']+)'/g)].map(([, name]) => name))),
];

it('every check that the lab makes is described where the records are', () => {
  expect(checks).toEqual(expect.arrayContaining(['littles-law', 'recall-rises', 'noise', 'engine-out-of-sight']));
  const [, text = ''] = readFileSync(join(projectRoot, 'results/README.md'), 'utf8').split('\nThe checks: ');
  const [described = ''] = text.split('\nDerived from it:');
  expect(checks.filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
});
