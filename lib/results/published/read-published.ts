import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../../base/paths';
import { searchPath } from '../../datasets/search-path';
import { parseFigures } from './figures-csv';
import type { PublishedRow } from './published-row';
import { parseVectorDbBench } from './vectordbbench';

/** The table of published figures that comes with the project. */
export const figuresPath = join(projectRoot, 'results', 'published', 'figures.csv');

/** The published figures that come with the project, or another table of the same form. LabError `bad-figures`. */
export const publishedFigures = (path: string = figuresPath): PublishedRow[] =>
  parseFigures(readFileSync(path, 'utf8'), basename(path));

const runsFile = 'vectordbbench-runs.csv';

/**
 * Where `vectordbbench-runs.csv` lies: in a folder of the datasets' search path (`VEXLAB_DATASETS` first), or in a folder
 * `published` in or beside one; undefined where it is not.
 */
export function findPublishedRuns(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return searchPath(env)
    .flatMap((folder) => [folder, join(folder, 'published'), join(dirname(folder), 'published')])
    .map((folder) => join(folder, runsFile))
    .find((path) => existsSync(path));
}

/** Every published run of VectorDBBench, where {@link findPublishedRuns} has the file; else undefined. LabError `bad-figures`. */
export function publishedRuns(env: NodeJS.ProcessEnv = process.env): PublishedRow[] | undefined {
  const path = findPublishedRuns(env);
  return path === undefined ? undefined : parseVectorDbBench(readFileSync(path, 'utf8'), runsFile);
}
